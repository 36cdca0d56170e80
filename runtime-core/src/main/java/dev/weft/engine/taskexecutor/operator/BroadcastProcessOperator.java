package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReadOnlyBroadcastState;
import dev.weft.engine.state.OperatorState;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.util.OutputTag;
import java.util.List;

/** Broadcast state pattern: runs a process function on a stream and a broadcast stream, its second input. */
final class BroadcastProcessOperator extends TwoInputOperator {

    private final BroadcastProcessFunction<Object, Object, Object> function;
    private final BroadcastStates states;
    private final ProcessingTimeService clock;
    private final ProcessCall call;
    private final Reading reading;
    private final Writing writing;
    private long watermark = Long.MIN_VALUE;

    BroadcastProcessOperator(
            String name,
            BroadcastProcessFunction<Object, Object, Object> function,
            List<MapStateDescriptor<?, ?>> descriptors,
            TaskContext task,
            Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.states = new BroadcastStates(descriptors);
        this.clock = task.processingTime();
        this.call = new ProcessCall(emitter);
        this.reading = new Reading(function, this);
        this.writing = new Writing(function, this);
    }

    @Override
    public void initialize(OperatorState state) {
        states.open(state);
        super.initialize(state);
    }

    @Override
    void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
        call.forRecord(timestamp);
        try {
            if (gate == 0) {
                function.processElement(value, reading, call.out());
            } else {
                function.processBroadcastElement(value, writing, call.out());
            }
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void watermark(long timestamp) {
        watermark = timestamp;
        super.watermark(timestamp);
    }

    private static final class Reading extends BroadcastProcessFunction<Object, Object, Object>.ReadOnlyContext {
        private final BroadcastProcessOperator operator;

        Reading(BroadcastProcessFunction<Object, Object, Object> function, BroadcastProcessOperator operator) {
            function.super();
            this.operator = operator;
        }

        @Override
        public Long timestamp() {
            return operator.call.timestamp();
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            operator.call.output(tag, value);
        }

        @Override
        public long currentProcessingTime() {
            return operator.clock.getCurrentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return operator.watermark;
        }

        @Override
        public <K, V> ReadOnlyBroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
            return operator.states.readOnly(descriptor);
        }
    }

    private static final class Writing extends BroadcastProcessFunction<Object, Object, Object>.Context {
        private final BroadcastProcessOperator operator;

        Writing(BroadcastProcessFunction<Object, Object, Object> function, BroadcastProcessOperator operator) {
            function.super();
            this.operator = operator;
        }

        @Override
        public Long timestamp() {
            return operator.call.timestamp();
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            operator.call.output(tag, value);
        }

        @Override
        public long currentProcessingTime() {
            return operator.clock.getCurrentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return operator.watermark;
        }

        @Override
        public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
            return operator.states.writable(descriptor);
        }
    }
}
