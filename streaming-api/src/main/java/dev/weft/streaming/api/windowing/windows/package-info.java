/**
 * Windows: parts of a stream that are finite. {@link dev.weft.streaming.api.windowing.windows.TimeWindow} is the usual
 * one. Immutable values, for any thread. May import the type system, never the engine.
 */
package dev.weft.streaming.api.windowing.windows;
