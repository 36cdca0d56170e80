package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.JobID;

/** The data plane of one executor: runs tasks and owns the channels between them. */
public interface TaskEngine extends AutoCloseable {

    /** The port on which other executors' tasks reach this executor's channels. */
    int dataPort();

    /** Starts a task on a thread of its own and returns at once. */
    RunningTask start(TaskPlan plan, TaskEvents events);

    /** No task of this job will be started any more: drop what is left of its channels. */
    void releaseJob(JobID job);

    /** Cancels what runs and frees network and memory; does not wait for user code longer than a few seconds. */
    @Override
    void close();
}
