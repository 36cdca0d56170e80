package dev.weft.engine.jobmaster.source;

import dev.weft.engine.protocol.MasterMessage.SourceCommand;

/** The way from one source's coordinator to the rest of its job. Called from any thread; only enqueues. */
public interface ReaderGate {

    /** Sends to the reader of this subtask; dropped when its task has ended. */
    void send(int subtask, SourceCommand command);

    /** User code of the enumerator failed: the job fails with it. */
    void fail(Throwable failure);
}
