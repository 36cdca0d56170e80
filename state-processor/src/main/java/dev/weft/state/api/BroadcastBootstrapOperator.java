package dev.weft.state.api;

import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.engine.state.OperatorState;
import dev.weft.state.api.functions.BroadcastStateBootstrapFunction;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;

/** Makes broadcast state, in a single instance. */
final class BroadcastBootstrapOperator<IN> extends BootstrapOperator<IN, BroadcastStateBootstrapFunction<IN>> {

    private static final long serialVersionUID = 1L;

    private transient BroadcastStateBootstrapFunction.Context context;

    BroadcastBootstrapOperator(BroadcastStateBootstrapFunction<IN> function, Target target) {
        super(function, target);
    }

    @Override
    OperatorState create(OperatorState.Source source) throws Exception {
        return OperatorState.unkeyed(source);
    }

    @Override
    void prepare(BroadcastStateBootstrapFunction<IN> function, OperatorState empty) {
        function.setRuntimeContext(getRuntimeContext());
        context = new BroadcastStateBootstrapFunction.Context() {
            @Override
            public long currentProcessingTime() {
                return getProcessingTimeService().getCurrentProcessingTime();
            }

            @Override
            public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> stateDescriptor) {
                return empty.unkeyed().getBroadcastState(stateDescriptor);
            }
        };
    }

    @Override
    void process(BroadcastStateBootstrapFunction<IN> function, StreamRecord<IN> element) throws Exception {
        function.processElement(element.getValue(), context);
    }
}
