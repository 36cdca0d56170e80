package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.OperatorState;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.util.OutputTag;

/** Runs a process function on two inputs; with state and timers per key if both are keyed. */
final class CoProcessOperator extends TwoInputOperator {

    private final CoProcessFunction<Object, Object, Object> function;
    private final EmittingCollector out;
    private final FunctionTimers timers;
    private final Context context;

    CoProcessOperator(
            String name,
            CoProcessFunction<Object, Object, Object> function,
            OperatorState state,
            TaskContext task,
            Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.out = new EmittingCollector(emitter.main());
        this.timers = FunctionTimers.of(state, task.timerTime(), this::onTimer);
        this.context = new Context(function, out, timers.service(), emitter);
    }

    @Override
    void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
        out.at(timestamp);
        try {
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
    private static final class Context extends CoProcessFunction<Object, Object, Object>.OnTimerContext {
        private final EmittingCollector out;
        private final TimerService timers;
        private final Emitter emitter;
        private TimeDomain domain;
        private long firingTime;

        Context(
                CoProcessFunction<Object, Object, Object> function,
                EmittingCollector out,
                TimerService timers,
                Emitter emitter) {
            function.super();
            this.out = out;
            this.timers = timers;
            this.emitter = emitter;
        }

        void firing(TimeDomain newDomain, long time) {
            domain = newDomain;
            firingTime = time;
        }

        @Override
        public TimeDomain timeDomain() {
            return domain;
        }

        @Override
        public Long timestamp() {
            if (domain != null) {
                return firingTime;
            }
            return out.timestamp() == Batch.NO_TIMESTAMP ? null : out.timestamp();
        }

        @Override
        public TimerService timerService() {
            return timers;
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            emitter.side(tag.getId(), value, out.timestamp());
        }
    }
}
