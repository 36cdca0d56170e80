/**
 * State that functions keep: what it looks like to them, and the descriptors that name it. Used on the task's thread
 * only. May import the type system and functions, never the engine.
 */
package dev.weft.api.common.state;
