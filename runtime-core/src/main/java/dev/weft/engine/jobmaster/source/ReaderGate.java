package dev.weft.engine.jobmaster.source;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;

/** A source coordinator's outgoing interface to its readers and to the job. Called from any thread; only enqueues. */
public interface ReaderGate {

    /** Sends to a reader; dropped when its attempt has ended. */
    void send(ExecutionAttemptId reader, SourceCommand command);

    /** User code of the enumerator failed: the job fails with it. */
    void fail(Throwable failure);
}
