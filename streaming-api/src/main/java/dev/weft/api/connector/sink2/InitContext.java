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

    JobInfo getJobInfo();

    TaskInfo getTaskInfo();

    default int getSubtaskId() {
        return getTaskInfo().getIndexOfThisSubtask();
    }

    default int getNumberOfParallelSubtasks() {
        return getTaskInfo().getNumberOfParallelSubtasks();
    }

    default int getAttemptNumber() {
        return getTaskInfo().getAttemptNumber();
    }

    default JobID getJobId() {
        return getJobInfo().getJobId();
    }
}
