package dev.weft.engine.jobmaster.source;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;

/** The way from one source's coordinator to the rest of its job. Called from any thread; only enqueues. */
public interface ReaderGate {

    /** Sends to a reader; dropped when its attempt has ended. */
    void send(ExecutionAttemptId reader, SourceCommand command);

    /** User code of the enumerator failed: the job fails with it. */
    void fail(Throwable failure);
}
