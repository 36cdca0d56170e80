package dev.weft.api.common;

/** Which task a function runs in. */
public interface TaskInfo {
    /** The name of the task, without the number of the parallel instance. */
    String getTaskName();

    /** The number of key groups. */
    int getMaxNumberOfParallelSubtasks();

    /** From 0 to the parallelism - 1. */
    int getIndexOfThisSubtask();

    /** The parallelism of the task. */
    int getNumberOfParallelSubtasks();

    /** 0 at the first attempt. */
    int getAttemptNumber();

    /** The name with the subtask's number: {@code name (3/6)#0}. */
    String getTaskNameWithSubtasks();

    /** Identifies the slot that the task runs in. */
    String getAllocationIDAsString();
}
