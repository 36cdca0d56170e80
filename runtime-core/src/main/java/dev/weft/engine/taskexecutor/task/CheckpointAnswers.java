package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.CheckpointTimings;

/** A task's answers to checkpoints. Called from I/O threads and the task's; the receiver only enqueues. */
interface CheckpointAnswers {

    /**
     * The task's part is stored.
     *
     * @param ended whether it was taken after the end of the task's input
     */
    void stored(long checkpointId, Payload state, CheckpointTimings timings, boolean ended);

    /** The task's part could not be stored, and the task goes on. */
    void declined(long checkpointId, Throwable cause);
}
