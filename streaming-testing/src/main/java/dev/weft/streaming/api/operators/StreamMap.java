package dev.weft.streaming.api.operators;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.program.Operation;
import dev.weft.streaming.util.OneInputFunctionOperator;

/** Stands for {@code map} when an operator is passed to a harness. */
public class StreamMap<IN, OUT> extends OneInputFunctionOperator<IN, OUT, MapFunction<IN, OUT>> {
    private static final long serialVersionUID = 1L;

    public StreamMap(MapFunction<IN, OUT> mapper) {
        super(mapper);
    }

    @Override
    public Operation operation() {
        return new Operation.Map(userFunction);
    }
}
