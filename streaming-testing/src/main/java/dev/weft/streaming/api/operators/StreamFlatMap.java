package dev.weft.streaming.api.operators;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.program.Operation;
import dev.weft.streaming.util.OneInputFunctionOperator;

/** Stands for {@code flatMap} when an operator is passed to a harness. */
public class StreamFlatMap<IN, OUT> extends OneInputFunctionOperator<IN, OUT, FlatMapFunction<IN, OUT>> {
    private static final long serialVersionUID = 1L;

    public StreamFlatMap(FlatMapFunction<IN, OUT> flatMapper) {
        super(flatMapper);
    }

    @Override
    public Operation operation() {
        return new Operation.FlatMap(userFunction);
    }
}
