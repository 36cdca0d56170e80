package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.InFlightCapture;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import java.util.Set;

/**
 * Main loop of a task over its input: network channels, a source reader, or a source function. {@link #run} returns
 * when the input has ended and everything is emitted.
 */
interface InputLoop {

    /** A loop without input, for tasks before their start. */
    InputLoop NONE = () -> {};

    void run() throws Exception;

    /** Handles a command for the source at this position of the chain; called on the task's thread. */
    default void deliver(int operator, SourceCommand command) {
        throw new WeftException(
                ErrorCode.INTERNAL, "operator " + operator + " got a source command but is no source: " + command);
    }

    /** Ends the input of the chain early; called on the task's thread, between two records. */
    default void drain() {}

    /** Adds the records that were taken out of a channel and are not processed; called on the task's thread by a mail. */
    default void captureLeft(InFlightCapture capture) {}

    /** The inputs of the chain's head whose end it has processed, in this run or before its state was stored. */
    default Set<Integer> endedGates() {
        return Set.of();
    }

    /** Asks the loop to stop; called from any thread, possibly more than once. */
    default void cancel() {}
}
