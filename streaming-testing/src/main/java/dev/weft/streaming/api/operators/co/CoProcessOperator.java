package dev.weft.streaming.api.operators.co;

import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.streaming.util.TwoInputFunctionOperator;

/** Stands for {@code process} on connected streams when an operator is passed to a harness. */
public class CoProcessOperator<IN1, IN2, OUT>
        extends TwoInputFunctionOperator<IN1, IN2, OUT, CoProcessFunction<IN1, IN2, OUT>> {
    private static final long serialVersionUID = 1L;

    public CoProcessOperator(CoProcessFunction<IN1, IN2, OUT> function) {
        super(function);
    }

    @Override
    public Operation operation() {
        return new Operation.CoProcess(userFunction);
    }
}
