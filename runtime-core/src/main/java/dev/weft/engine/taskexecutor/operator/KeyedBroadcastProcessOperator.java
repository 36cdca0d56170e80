package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReadOnlyBroadcastState;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.UserTimers;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.runtime.state.KeyedStateFunction;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.util.OutputTag;
import java.util.List;

/**
 * Broadcast state pattern on a keyed stream: runs a process function with state and timers per key, and a broadcast
 * stream as its second input.
 */
final class KeyedBroadcastProcessOperator extends TwoInputOperator {

    private final KeyedBroadcastProcessFunction<Object, Object, Object, Object> function;
    private final Keying keying;
    private final KeyedStates state;
    private final BroadcastStates states;
    private final KeyedTimers<Void> timers;
    private final UserTimers userTimers;
    private final ProcessCall call;
    private final Reading reading;
    private final Writing writing;

    KeyedBroadcastProcessOperator(
            String name,
            KeyedBroadcastProcessFunction<Object, Object, Object, Object> function,
            List<MapStateDescriptor<?, ?>> descriptors,
            Keying keying,
            KeyedStates state,
            TaskContext task,
            Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.keying = keying;
        this.state = state;
        this.states = new BroadcastStates(descriptors);
        this.timers = state.timers("user", Namespaces.NONE, task.timerTime(), this::onTimer);
        this.userTimers = new UserTimers(timers);
        this.call = new ProcessCall(emitter);
        this.reading = new Reading(function, this);
        this.writing = new Writing(function, this);
    }

    @Override
    public void initialize(OperatorState operatorState) {
        states.open(operatorState);
        super.initialize(operatorState);
    }

    @Override
    void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
        call.forRecord(timestamp);
        try {
            if (gate == 0) {
                Object key = keying.selector().getKey(value);
                state.use(key, hashed ? hash : keying.hasher().hash(key));
                function.processElement(value, reading, call.out());
            } else {
                state.keys().leave();
                function.processBroadcastElement(value, writing, call.out());
            }
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private void onTimer(TimeDomain domain, long time) {
        call.forTimer(domain, time);
        try {
            function.onTimer(time, reading, call.out());
        } catch (Throwable t) {
            throw failure(t);
        } finally {
            call.ended();
        }
    }

    @Override
    public void watermark(long timestamp) {
        timers.advance(timestamp);
        super.watermark(timestamp);
    }

    /** Context for records and timers. */
    private static final class Reading
            extends KeyedBroadcastProcessFunction<Object, Object, Object, Object>.OnTimerContext {
        private final KeyedBroadcastProcessOperator operator;

        Reading(
                KeyedBroadcastProcessFunction<Object, Object, Object, Object> function,
                KeyedBroadcastProcessOperator operator) {
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
            return operator.timers.currentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return operator.timers.currentWatermark();
        }

        @Override
        public <K, V> ReadOnlyBroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
            return operator.states.readOnly(descriptor);
        }

        @Override
        public TimerService timerService() {
            return operator.userTimers;
        }

        @Override
        public TimeDomain timeDomain() {
            return operator.call.timeDomain();
        }

        @Override
        public Object getCurrentKey() {
            return operator.state.key();
        }
    }

    private static final class Writing extends KeyedBroadcastProcessFunction<Object, Object, Object, Object>.Context {
        private final KeyedBroadcastProcessOperator operator;

        Writing(
                KeyedBroadcastProcessFunction<Object, Object, Object, Object> function,
                KeyedBroadcastProcessOperator operator) {
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
            return operator.timers.currentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return operator.timers.currentWatermark();
        }

        @Override
        public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
            return operator.states.writable(descriptor);
        }

        @Override
        public <VS, S extends State> void applyToKeyedState(
                StateDescriptor<S, VS> descriptor, KeyedStateFunction<Object, S> action) throws Exception {
            NamespacedState<S, Void> all = operator.state.state(descriptor, Namespaces.NONE);
            S handle = all.undivided();
            all.forEachKey(null, key -> action.process(key, handle));
        }
    }
}
