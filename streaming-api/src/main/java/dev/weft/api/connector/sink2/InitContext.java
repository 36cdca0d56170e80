package dev.weft.api.connector.sink2;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import java.util.OptionalLong;

/** What writers and committers learn alike when they are made. */
public interface InitContext {
    long INITIAL_CHECKPOINT_ID = 1;

    /** The checkpoint from which the job was restored, empty on a first start. */
    OptionalLong getRestoredCheckpointId();

    /** The job's id and name. */
    JobInfo getJobInfo();

    /** The name, index, parallelism and attempt of the task. */
    TaskInfo getTaskInfo();

    /** The index of this task, from 0. */
    default int getSubtaskId() {
        return getTaskInfo().getIndexOfThisSubtask();
    }

    /** How many tasks the sink has. */
    default int getNumberOfParallelSubtasks() {
        return getTaskInfo().getNumberOfParallelSubtasks();
    }

    /** How often this task was started before: 0 at first. */
    default int getAttemptNumber() {
        return getTaskInfo().getAttemptNumber();
    }

    /** The job's id. A job that starts from a savepoint has another one than the job that wrote it. */
    default JobID getJobId() {
        return getJobInfo().getJobId();
    }
}
