/**
 * Evictors: which elements leave a window that fires. {@link dev.weft.streaming.api.windowing.evictors.Evictor} is the
 * entry. Called by the thread of a task. May import windows and delta functions, never the engine.
 */
package dev.weft.streaming.api.windowing.evictors;
