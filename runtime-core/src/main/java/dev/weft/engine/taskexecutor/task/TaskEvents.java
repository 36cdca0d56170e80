package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.FailureCause;
import java.util.Map;

/** Events of a task for its executor. Called from the task's thread; the receiver only enqueues. */
public interface TaskEvents {

    /** All operators are open; the task starts to process records. */
    void onRunning(ExecutionAttemptId attempt);

    /**
     * First phase of the commit is done: input has ended and the sinks have prepared; the task waits for {@link
     * RunningTask#commit}.
     */
    void onReadyToCommit(ExecutionAttemptId attempt);

    /** The task has finished; its thread has ended and its channels are closed. */
    void onFinished(ExecutionAttemptId attempt, Map<String, Payload> accumulators);

    /** The task was cancelled and has ended. */
    void onCanceled(ExecutionAttemptId attempt);

    /** The task has failed. */
    void onFailed(ExecutionAttemptId attempt, FailureCause cause);

    /**
     * The task's part of a checkpoint is stored; called from an I/O thread or the task's.
     *
     * @param ended whether it was taken after the end of the task's input
     */
    void onCheckpointStored(
            ExecutionAttemptId attempt, long checkpointId, Payload state, CheckpointTimings timings, boolean ended);

    /** The task could not store its part of a checkpoint, and goes on; called from an I/O thread or the task's. */
    void onCheckpointDeclined(ExecutionAttemptId attempt, long checkpointId, FailureCause cause);

    /** The task runs a collecting sink; {@link RunningTask#fetchCollected} reads its results. */
    void onCollector(ExecutionAttemptId attempt, String sink);

    /** A source reader sends a signal to its enumerator. {@code operator} is the index within the chain. */
    void onSourceSignal(ExecutionAttemptId attempt, int operator, SourceSignal signal);
}
