/**
 * Functions that ask somebody else and do not wait for the answer. Called on the task's thread; answers may come from any
 * thread. May import the API's packages, never the engine.
 */
package dev.weft.streaming.api.functions.async;
