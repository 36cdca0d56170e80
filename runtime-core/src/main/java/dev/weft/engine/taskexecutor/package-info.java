/**
 * One executor process: registers its slots, runs the tasks it is told to run, and stops when its JobManager is gone.
 *
 * <p>Entry: {@link dev.weft.engine.taskexecutor.TaskExecutor}, one loop. Tasks run in the data plane behind
 * {@link dev.weft.engine.taskexecutor.task.TaskEngine}, each on a thread of its own. May import {@code rpc} and the rooms
 * before it; never {@code jobmaster}.
 */
package dev.weft.engine.taskexecutor;
