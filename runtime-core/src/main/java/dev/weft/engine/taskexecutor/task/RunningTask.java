package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;

/** Handle of a started task. Thread-safe: commands only enqueue into the task's mailbox. */
public interface RunningTask {

    ExecutionAttemptId attempt();

    /** Ends the task as soon as possible, whatever it is doing; {@link TaskEvents#onCanceled} follows. Idempotent. */
    void cancel();

    /** Second phase of the commit: makes prepared effects visible; {@link TaskEvents#onFinished} follows. */
    void commit();

    /** Starts a checkpoint here, where no barrier comes with the input. */
    void triggerCheckpoint(CheckpointRequest request);

    /**
     * The checkpoint is complete: what was prepared for it becomes visible.
     *
     * @param allEnded whether all subtasks of the task's vertex had ended their input at it
     */
    void checkpointCompleted(long checkpointId, boolean allEnded);

    /** The checkpoint is given up: the task stops aligning and writing for it. */
    void checkpointAborted(long checkpointId);

    /** Delivers a command of the enumerator to the source at this index of the chain. */
    void deliver(int operator, SourceCommand command);

    /**
     * Returns the next results of a collecting sink without waiting; empty when there are none, or no such sink.
     *
     * @param offset how many bytes of them the client has
     */
    Payload fetchCollected(String sink, long offset);

    /** The counters now. */
    TaskMetrics metrics();
}
