/**
 * Windows over one keyed input: what they hold, when they fire, when they are gone. Entry: {@link
 * dev.weft.engine.taskexecutor.operator.window.Windows}, which chooses how a window operation is run: by slices when
 * windows of event time repeat and their content can be combined, by sessions, or in general with a trigger for each
 * window.
 *
 * <p>Everything belongs to the thread of its task, and everything that must outlive it is in the operator's state. May
 * import {@code state}, {@code exchange} and the API; never the operators.
 */
package dev.weft.engine.taskexecutor.operator.window;
