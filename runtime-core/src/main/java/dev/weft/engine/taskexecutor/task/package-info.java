/**
 * Runs tasks: the mailbox, the loop over the input, the chain's life, the state machine of one attempt.
 *
 * <p>Entry: {@link dev.weft.engine.taskexecutor.task.ThreadedTaskEngine}, which an executor constructs, and
 * {@link dev.weft.engine.taskexecutor.task.TaskEngine}, by which it uses it. Every task has a thread of its own; handles
 * only enqueue. May import {@code exchange}, {@code checkpoint}, {@code taskexecutor.operator}, {@code usercode}, {@code protocol} and
 * {@code graph}; never the executor's loop.
 */
package dev.weft.engine.taskexecutor.task;
