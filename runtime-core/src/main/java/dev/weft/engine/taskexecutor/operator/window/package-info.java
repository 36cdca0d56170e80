/**
 * Windows over one keyed input: what they store, when they fire, when they are dropped. Entry: {@link
 * dev.weft.engine.taskexecutor.operator.window.Windows}, which chooses the implementation of a window operation: stream
 * slicing for tumbling and sliding windows with a reduce or aggregate function, session windows, or the general one
 * with a trigger per window. {@link dev.weft.engine.taskexecutor.operator.window.StoredWindows} reads what they have
 * stored, for programs that look into savepoints.
 *
 * <p>Belongs to the thread of its task. Everything that must survive the task is in the operator's state. May import
 * {@code state}, {@code exchange} and the API; never the operators.
 */
package dev.weft.engine.taskexecutor.operator.window;
