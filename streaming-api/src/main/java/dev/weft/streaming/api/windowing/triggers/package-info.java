/**
 * Triggers: when a window is evaluated. {@link dev.weft.streaming.api.windowing.triggers.Trigger} is the entry. Called
 * by the thread of a task. May import windows, state and delta functions, never the engine.
 */
package dev.weft.streaming.api.windowing.triggers;
