package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
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
    private final EmittingCollector out;
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
        this.out = new EmittingCollector(emitter.main());
        this.context = new Context(function, this, emitter);
    }

    @Override
    void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
        out.at(timestamp);
        try {
            Keying keying = keyings.get(gate);
            Object key = keying.selector().getKey(value);
            state.use(key, hashed ? hash : keying.hasher().hash(key));
            if (gate == 0) {
                function.processElement1(value, context, out);
            } else {
                function.processElement2(value, context, out);
            }
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    private void onTimer(TimeDomain domain, long time) {
        out.at(domain == TimeDomain.EVENT_TIME ? time : Batch.NO_TIMESTAMP);
        context.firing(domain, time);
        try {
            function.onTimer(time, context, out);
        } catch (Throwable t) {
            throw failure(t);
        } finally {
            context.firing(null, 0);
        }
    }

    @Override
    public void watermark(long timestamp) {
        timers.advance(timestamp);
        super.watermark(timestamp);
    }

    /** Context for records and timers; the timer context extends the record context by the time domain. */
    private static final class Context extends KeyedCoProcessFunction<Object, Object, Object, Object>.OnTimerContext {
        private final KeyedCoProcessOperator operator;
        private final Emitter emitter;
        private TimeDomain domain;
        private long firingTime;

        Context(
                KeyedCoProcessFunction<Object, Object, Object, Object> function,
                KeyedCoProcessOperator operator,
                Emitter emitter) {
            function.super();
            this.operator = operator;
            this.emitter = emitter;
        }

        void firing(TimeDomain newDomain, long time) {
            domain = newDomain;
            firingTime = time;
        }

        @Override
        public Long timestamp() {
            if (domain != null) {
                return firingTime;
            }
            long timestamp = operator.out.timestamp();
            return timestamp == Batch.NO_TIMESTAMP ? null : timestamp;
        }

        @Override
        public TimerService timerService() {
            return operator.userTimers;
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            emitter.side(tag.getId(), value, operator.out.timestamp());
        }

        @Override
        public Object getCurrentKey() {
            return operator.state.key();
        }

        @Override
        public TimeDomain timeDomain() {
            return domain;
        }
    }
}
