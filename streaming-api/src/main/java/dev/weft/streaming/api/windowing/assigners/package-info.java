/**
 * Window assigners: which windows an element belongs to.
 * {@link dev.weft.streaming.api.windowing.assigners.WindowAssigner} is the entry. Defined by the thread of the program,
 * called by the thread of a task. May import windows and triggers, never the engine.
 */
package dev.weft.streaming.api.windowing.assigners;
