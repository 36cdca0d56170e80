/**
 * The pending requests of an async operator, and the order in which their results are emitted.
 *
 * <p>Entry: {@link dev.weft.engine.taskexecutor.operator.async.AsyncRequestQueue}. Belongs to the thread of its task. May import
 * {@code exchange}; never its parent.
 */
package dev.weft.engine.taskexecutor.operator.async;
