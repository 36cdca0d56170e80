package dev.weft.api.common;

/** Which task a function runs in. */
public interface TaskInfo {
    String getTaskName();

    /** The number of key groups. */
    int getMaxNumberOfParallelSubtasks();

    /** From 0 to the parallelism - 1. */
    int getIndexOfThisSubtask();

    int getNumberOfParallelSubtasks();

    /** 0 at the first attempt. */
    int getAttemptNumber();

    /** The name with the subtask's number: {@code name (3/6)#0}. */
    String getTaskNameWithSubtasks();

    String getAllocationIDAsString();
}
