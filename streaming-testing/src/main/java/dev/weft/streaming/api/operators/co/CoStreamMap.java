package dev.weft.streaming.api.operators.co;

import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.util.TwoInputFunctionOperator;

/** Stands for {@code map} on connected streams when an operator is passed to a harness. */
public class CoStreamMap<IN1, IN2, OUT> extends TwoInputFunctionOperator<IN1, IN2, OUT, CoMapFunction<IN1, IN2, OUT>> {
    private static final long serialVersionUID = 1L;

    public CoStreamMap(CoMapFunction<IN1, IN2, OUT> mapper) {
        super(mapper);
    }

    @Override
    public Operation operation() {
        return new Operation.CoMap(userFunction);
    }
}
