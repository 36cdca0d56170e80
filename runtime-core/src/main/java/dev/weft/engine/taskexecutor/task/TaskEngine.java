package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.JobID;
import dev.weft.engine.protocol.JobTopology;

/** The data plane of one executor: runs tasks and owns the channels between them. */
public interface TaskEngine extends AutoCloseable {

    /** The port on which other executors' tasks reach this executor's channels. */
    int dataPort();

    /** Starts a task on a thread of its own and returns at once. */
    RunningTask start(TaskPlan plan, TaskEvents events);

    /** Only attempts that the topology names will be started from now on: drop what is left of the channels of others. */
    void releaseFormer(JobTopology topology);

    /** No task of this job will be started any more: drop what is left of its channels. */
    void releaseJob(JobID job);

    /**
     * Cancels what runs, then frees network and memory: when the last task has ended, or after a few seconds if the user's code
     * does not end. Does not wait; idempotent.
     *
     * @param stopped told once, from any thread, when nothing is left
     */
    void stop(Runnable stopped);

    /** Stops, and tells nobody. */
    @Override
    default void close() {
        stop(() -> {});
    }
}
