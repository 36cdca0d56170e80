package dev.weft.streaming.api.operators.co;

import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.util.TwoInputFunctionOperator;

/** Stands for {@code process} on connected keyed streams when an operator is passed to a harness. */
public class KeyedCoProcessOperator<K, IN1, IN2, OUT>
        extends TwoInputFunctionOperator<IN1, IN2, OUT, KeyedCoProcessFunction<K, IN1, IN2, OUT>> {
    private static final long serialVersionUID = 1L;

    public KeyedCoProcessOperator(KeyedCoProcessFunction<K, IN1, IN2, OUT> keyedCoProcessFunction) {
        super(keyedCoProcessFunction);
    }

    @Override
    public Operation operation() {
        return new Operation.KeyedCoProcess(userFunction);
    }
}
