package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.UserTimers;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.util.OutputTag;
import java.util.List;

/** Runs a process function on two keyed inputs that share state and timers. */
final class KeyedCoProcessOperator extends TwoInputOperator {

    private final KeyedCoProcessFunction<Object, Object, Object, Object> function;
    private final List<Keying> keyings;
    private final KeyedStates state;
    private final KeyedTimers<Void> timers;
    private final UserTimers userTimers;
    private final ProcessCall call;
    private final Context context;

    /** @param keyings how keys are found, by gate */
    KeyedCoProcessOperator(
            String name,
            KeyedCoProcessFunction<Object, Object, Object, Object> function,
            List<Keying> keyings,
            KeyedStates state,
            TaskContext task,
            Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.keyings = List.copyOf(keyings);
        this.state = state;
        this.timers = state.timers("user", Namespaces.NONE, task.timerTime(), this::onTimer);
        this.userTimers = new UserTimers(timers);
        this.call = new ProcessCall(emitter);
        this.context = new Context(function, this);
    }

    @Override
    void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
        call.forRecord(timestamp);
        try {
            Keying keying = keyings.get(gate);
            Object key = keying.selector().getKey(value);
            state.use(key, hashed ? hash : keying.hasher().hash(key));
            if (gate == 0) {
                function.processElement1(value, context, call.out());
            } else {
                function.processElement2(value, context, call.out());
            }
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private void onTimer(TimeDomain domain, long time) {
        call.forTimer(domain, time);
        try {
            function.onTimer(time, context, call.out());
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
    private static final class Context extends KeyedCoProcessFunction<Object, Object, Object, Object>.OnTimerContext {
        private final KeyedCoProcessOperator operator;

        Context(KeyedCoProcessFunction<Object, Object, Object, Object> function, KeyedCoProcessOperator operator) {
            function.super();
            this.operator = operator;
        }

        @Override
        public Long timestamp() {
            return operator.call.timestamp();
        }

        @Override
        public TimerService timerService() {
            return operator.userTimers;
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            operator.call.output(tag, value);
        }

        @Override
        public Object getCurrentKey() {
            return operator.state.key();
        }

        @Override
        public TimeDomain timeDomain() {
            return operator.call.timeDomain();
        }
    }
}
