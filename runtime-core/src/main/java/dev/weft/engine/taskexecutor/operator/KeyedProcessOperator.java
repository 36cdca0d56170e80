package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.UserTimers;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.util.OutputTag;

/** Runs a process function on keyed records, with state and timers per key. */
final class KeyedProcessOperator extends Operator {

    private final KeyedProcessFunction<Object, Object, Object> function;
    private final Keying keying;
    private final KeyedStates state;
    private final StatePrefetcher ahead;
    private final KeyedTimers<Void> timers;
    private final UserTimers userTimers;
    private final ProcessCall call;
    private final Context context;

    KeyedProcessOperator(
            String name,
            KeyedProcessFunction<Object, Object, Object> function,
            Keying keying,
            KeyedStates state,
            TaskContext task,
            Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.keying = keying;
        this.state = state;
        this.ahead = new StatePrefetcher(keying, state);
        this.timers = state.timers("user", Namespaces.NONE, task.timerTime(), this::onTimer);
        this.userTimers = new UserTimers(timers);
        this.call = new ProcessCall(emitter);
        this.context = new Context(function, this);
    }

    @Override
    public int batch(Batch records, int from, YieldFlag yield) {
        if (!records.isKeyed()) {
            return super.batch(records, from, yield);
        }
        int n = records.size();
        int run;
        for (int start = from; start < n; start += run) {
            run = look(records, start);
            for (int i = 0; i < run; i++) {
                int at = start + i;
                process(ahead.key(i), ahead.hash(i), records.value(at), records.timestamp(at));
                if (yield.isUp()) {
                    return at + 1;
                }
            }
        }
        return n;
    }

    private int look(Batch records, int from) {
        try {
            return ahead.begin(records, from);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void record(Object value, long timestamp) {
        Object key;
        int hash;
        try {
            key = keying.selector().getKey(value);
            hash = keying.hasher().hash(key);
        } catch (Throwable t) {
            throw failure(t);
        }
        process(key, hash, value, timestamp);
    }

    private void process(Object key, int hash, Object value, long timestamp) {
        call.forRecord(timestamp);
        try {
            state.use(key, hash);
            function.processElement(value, context, call.out());
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
    private static final class Context extends KeyedProcessFunction<Object, Object, Object>.OnTimerContext {
        private final KeyedProcessOperator operator;

        Context(KeyedProcessFunction<Object, Object, Object> function, KeyedProcessOperator operator) {
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
