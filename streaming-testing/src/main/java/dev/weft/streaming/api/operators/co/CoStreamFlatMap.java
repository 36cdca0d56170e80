package dev.weft.streaming.api.operators.co;

import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.co.CoFlatMapFunction;
import dev.weft.streaming.util.TwoInputFunctionOperator;

/** The operator of {@code flatMap} on connected streams in a harness. */
public class CoStreamFlatMap<IN1, IN2, OUT>
        extends TwoInputFunctionOperator<IN1, IN2, OUT, CoFlatMapFunction<IN1, IN2, OUT>> {
    private static final long serialVersionUID = 1L;

    public CoStreamFlatMap(CoFlatMapFunction<IN1, IN2, OUT> flatMapper) {
        super(flatMapper);
    }

    @Override
    public Operation operation() {
        return new Operation.CoFlatMap(userFunction);
    }
}
