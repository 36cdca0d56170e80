package dev.weft.streaming.util;

import dev.weft.program.Operation;
import dev.weft.program.Partitioning;

/** Runs a function on a stream without keys beside a broadcast stream. */
@SuppressWarnings("try") // closing may be interrupted
public class BroadcastOperatorTestHarness<IN1, IN2, OUT>
        extends AbstractBroadcastStreamOperatorTestHarness<IN1, IN2, OUT> {

    BroadcastOperatorTestHarness(Operation.BroadcastProcess operation) {
        super(operation, new Partitioning.Forward());
    }
}
