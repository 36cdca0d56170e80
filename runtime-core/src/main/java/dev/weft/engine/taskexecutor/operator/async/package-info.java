/**
 * The elements of an async operator that wait for their answers, and the order in which answers go on.
 *
 * <p>Entry: {@link dev.weft.engine.taskexecutor.operator.async.AsyncRequestQueue}. Belongs to the thread of its task. May import
 * {@code exchange}; never its parent.
 */
package dev.weft.engine.taskexecutor.operator.async;
