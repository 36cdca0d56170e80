package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;

/** The handle on a started task: methods that ask for something only enqueue into the task's mailbox; safe from any thread. */
public interface RunningTask {

    ExecutionAttemptId attempt();

    /** Ends the task soon, whatever it is doing; {@link TaskEvents#onCanceled} follows. Idempotent. */
    void cancel();

    /** Makes prepared effects visible; {@link TaskEvents#onFinished} follows. */
    void commit();

    /** Delivers a command of the enumerator to the source at this index of the chain. */
    void deliver(int operator, SourceCommand command);

    /**
     * The next results of a collecting sink, at once; empty when there are none, or no such sink.
     *
     * @param offset how many bytes of them the client has
     */
    Payload fetchCollected(String sink, long offset);

    /** The counters now. */
    TaskMetrics metrics();
}
