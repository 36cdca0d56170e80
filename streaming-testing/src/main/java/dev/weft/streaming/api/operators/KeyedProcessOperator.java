package dev.weft.streaming.api.operators;

import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.util.OneInputFunctionOperator;

/** Stands for {@code process} on a keyed stream when an operator is passed to a harness. */
public class KeyedProcessOperator<K, IN, OUT>
        extends OneInputFunctionOperator<IN, OUT, KeyedProcessFunction<K, IN, OUT>> {
    private static final long serialVersionUID = 1L;

    public KeyedProcessOperator(KeyedProcessFunction<K, IN, OUT> function) {
        super(function);
    }

    @Override
    public Operation operation() {
        return new Operation.KeyedProcess(userFunction);
    }
}
