package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.FailureCause;
import java.util.Map;

/** What a task tells its executor. Called from the task's thread; the receiver only enqueues. */
public interface TaskEvents {

    /** All operators are open and the first record may flow. */
    void onRunning(ExecutionAttemptId attempt);

    /** Input has ended and the sinks have prepared; the task waits for {@link RunningTask#commit}. */
    void onReadyToCommit(ExecutionAttemptId attempt);

    /** The task has ended well; its thread is gone and its channels are closed. */
    void onFinished(ExecutionAttemptId attempt, Map<String, Payload> accumulators);

    /** The task has ended because it was cancelled. */
    void onCanceled(ExecutionAttemptId attempt);

    /** The task has ended by an error. */
    void onFailed(ExecutionAttemptId attempt, FailureCause cause);

    /** The task collects the results of that sink for the client; {@link RunningTask#fetchCollected} gives them. */
    void onCollector(ExecutionAttemptId attempt, String sink);

    /** A source reader speaks to its enumerator. {@code operator} is the index within the chain. */
    void onSourceSignal(ExecutionAttemptId attempt, int operator, SourceSignal signal);
}
