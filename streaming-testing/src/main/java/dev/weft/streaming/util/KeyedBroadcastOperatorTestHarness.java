package dev.weft.streaming.util;

import dev.weft.program.Operation;
import dev.weft.program.Partitioning;

/** Test harness for a function on a keyed stream and a broadcast stream. */
@SuppressWarnings("try") // closing may be interrupted
public class KeyedBroadcastOperatorTestHarness<K, IN1, IN2, OUT>
        extends AbstractBroadcastStreamOperatorTestHarness<IN1, IN2, OUT> {

    KeyedBroadcastOperatorTestHarness(Operation.KeyedBroadcastProcess operation, Partitioning.KeyGroups keys) {
        super(operation, keys);
    }
}
