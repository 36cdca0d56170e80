package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.JobID;
import dev.weft.engine.protocol.JobTopology;

/** The data plane of one executor: runs tasks and owns the channels between them. */
public interface TaskEngine extends AutoCloseable {

    /** The port on which other executors' tasks reach this executor's channels. */
    int dataPort();

    /** Starts a task on a thread of its own and returns at once. */
    RunningTask start(TaskPlan plan, TaskEvents events);

    /** Drops the channels of attempts that the topology does not name; no others will be started from now on. */
    void releaseFormer(JobTopology topology);

    /** Drops the channels of this job, of which no task will be started any more. */
    void releaseJob(JobID job);

    /**
     * Cancels all tasks, then releases network and memory: when the last task has ended, or after a few seconds if user
     * code does not end. Does not wait; idempotent.
     *
     * @param stopped told once, from any thread, when nothing is left
     */
    void stop(Runnable stopped);

    /** Stops without notification. */
    @Override
    default void close() {
        stop(() -> {});
    }
}
