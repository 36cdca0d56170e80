/**
 * Functions that evaluate windows; {@link dev.weft.streaming.api.functions.windowing.ProcessWindowFunction} is the most
 * general. Called by the thread of a task. May import windows and state, never the engine.
 */
package dev.weft.streaming.api.functions.windowing;
