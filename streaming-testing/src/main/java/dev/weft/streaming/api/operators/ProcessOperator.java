package dev.weft.streaming.api.operators;

import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.util.OneInputFunctionOperator;

/** Stands for {@code process} on a stream when an operator is passed to a harness. */
public class ProcessOperator<IN, OUT> extends OneInputFunctionOperator<IN, OUT, ProcessFunction<IN, OUT>> {
    private static final long serialVersionUID = 1L;

    public ProcessOperator(ProcessFunction<IN, OUT> function) {
        super(function);
    }

    @Override
    public Operation operation() {
        return new Operation.Process(userFunction);
    }
}
