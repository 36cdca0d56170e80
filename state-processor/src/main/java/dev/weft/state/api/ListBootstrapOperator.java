package dev.weft.state.api;

import dev.weft.engine.state.OperatorState;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.state.api.functions.StateBootstrapFunction;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;

/** Makes list and union list state. */
final class ListBootstrapOperator<IN> extends BootstrapOperator<IN, StateBootstrapFunction<IN>> {

    private static final long serialVersionUID = 1L;

    ListBootstrapOperator(StateBootstrapFunction<IN> function, Target target) {
        super(function, target);
    }

    @Override
    OperatorState create(OperatorState.Source source) throws Exception {
        return OperatorState.unkeyed(source);
    }

    @Override
    void prepare(StateBootstrapFunction<IN> function, OperatorState empty) throws Exception {
        function.setRuntimeContext(getRuntimeContext());
        function.initializeState(empty);
    }

    @Override
    void process(StateBootstrapFunction<IN> function, StreamRecord<IN> element) throws Exception {
        function.processElement(element.getValue(), getProcessingTimeService()::getCurrentProcessingTime);
    }

    @Override
    void complete(StateBootstrapFunction<IN> function, OperatorState full) throws Exception {
        function.snapshotState(
                new Cut(checkpointId(), getProcessingTimeService().getCurrentProcessingTime()));
    }

    private record Cut(long getCheckpointId, long getCheckpointTimestamp) implements FunctionSnapshotContext {}
}
