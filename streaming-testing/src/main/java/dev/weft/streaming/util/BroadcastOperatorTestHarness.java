package dev.weft.streaming.util;

import dev.weft.program.Operation;
import dev.weft.program.Partitioning;

/** Test harness for a function on a non-keyed stream and a broadcast stream. */
@SuppressWarnings("try") // closing may be interrupted
public class BroadcastOperatorTestHarness<IN1, IN2, OUT>
        extends AbstractBroadcastStreamOperatorTestHarness<IN1, IN2, OUT> {

    BroadcastOperatorTestHarness(Operation.BroadcastProcess operation) {
        super(operation, new Partitioning.Forward());
    }
}
