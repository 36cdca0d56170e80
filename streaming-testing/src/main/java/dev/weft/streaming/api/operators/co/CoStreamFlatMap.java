package dev.weft.streaming.api.operators.co;

import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.co.CoFlatMapFunction;
import dev.weft.streaming.util.TwoInputFunctionOperator;

/** Stands for {@code flatMap} on connected streams when an operator is passed to a harness. */
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
