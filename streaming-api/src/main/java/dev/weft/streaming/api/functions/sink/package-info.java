/** Sinks as plain functions, and printing. Called on task threads; may import the API's packages, never the engine. */
package dev.weft.streaming.api.functions.sink;
