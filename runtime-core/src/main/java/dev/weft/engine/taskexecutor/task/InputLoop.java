package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;

/** Where a task's records come from. {@link #run} returns when the input has ended and everything is handed over. */
interface InputLoop {

    /** Before there is one, and for what has no source. */
    InputLoop NONE = () -> {};

    void run() throws Exception;

    /** A command for the source at this position of the chain; on the task's thread. */
    default void deliver(int operator, SourceCommand command) {
        throw new WeftException(
                ErrorCode.INTERNAL, "operator " + operator + " got a source command but is no source: " + command);
    }

    /** The task is told to stop; from any thread, more than once. */
    default void cancel() {}
}
