package dev.weft.streaming.api.operators.co;

import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.util.TwoInputFunctionOperator;
import java.util.List;

/** Stands for {@code process} on a stream and a broadcast stream when an operator is passed to a harness. */
public class CoBroadcastWithNonKeyedOperator<IN1, IN2, OUT>
        extends TwoInputFunctionOperator<IN1, IN2, OUT, BroadcastProcessFunction<IN1, IN2, OUT>> {
    private static final long serialVersionUID = 1L;

    private final transient List<MapStateDescriptor<?, ?>> broadcastStateDescriptors;

    /** @param broadcastStateDescriptors the broadcast states */
    public CoBroadcastWithNonKeyedOperator(
            BroadcastProcessFunction<IN1, IN2, OUT> function,
            List<MapStateDescriptor<?, ?>> broadcastStateDescriptors) {
        super(function);
        this.broadcastStateDescriptors = List.copyOf(broadcastStateDescriptors);
    }

    @Override
    public Operation operation() {
        return new Operation.BroadcastProcess(userFunction, broadcastStateDescriptors);
    }
}
