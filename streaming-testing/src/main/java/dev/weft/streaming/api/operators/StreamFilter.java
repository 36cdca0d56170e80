package dev.weft.streaming.api.operators;

import dev.weft.api.common.functions.FilterFunction;
import dev.weft.program.Operation;
import dev.weft.streaming.util.OneInputFunctionOperator;

/** Stands for {@code filter} when an operator is passed to a harness. */
public class StreamFilter<IN> extends OneInputFunctionOperator<IN, IN, FilterFunction<IN>> {
    private static final long serialVersionUID = 1L;

    public StreamFilter(FilterFunction<IN> filterFunction) {
        super(filterFunction);
    }

    @Override
    public Operation operation() {
        return new Operation.Filter(userFunction);
    }
}
