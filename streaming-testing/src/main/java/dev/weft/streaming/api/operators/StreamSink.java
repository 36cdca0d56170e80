package dev.weft.streaming.api.operators;

import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.util.OneInputFunctionOperator;

/** Stands for {@code addSink} when an operator is passed to a harness. */
public class StreamSink<IN> extends OneInputFunctionOperator<IN, Object, SinkFunction<IN>> {
    private static final long serialVersionUID = 1L;

    public StreamSink(SinkFunction<IN> sinkFunction) {
        super(sinkFunction);
    }

    @Override
    public Operation operation() {
        return new Operation.SinkFunctionCall(userFunction);
    }
}
