package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.state.OperatorState;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.util.OutputTag;

/** Runs a process function on two inputs; with state and timers per key if both are keyed. */
final class CoProcessOperator extends TwoInputOperator {

    private final CoProcessFunction<Object, Object, Object> function;
    private final ProcessCall call;
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
        this.call = new ProcessCall(emitter);
        this.timers = FunctionTimers.of(state, task.timerTime(), this::onTimer);
        this.context = new Context(function, call, timers.service());
    }

    @Override
    void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
        call.forRecord(timestamp);
        try {
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
    private static final class Context extends CoProcessFunction<Object, Object, Object>.OnTimerContext {
        private final ProcessCall call;
        private final TimerService timers;

        Context(CoProcessFunction<Object, Object, Object> function, ProcessCall call, TimerService timers) {
            function.super();
            this.call = call;
            this.timers = timers;
        }

        @Override
        public TimeDomain timeDomain() {
            return call.timeDomain();
        }

        @Override
        public Long timestamp() {
            return call.timestamp();
        }

        @Override
        public TimerService timerService() {
            return timers;
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            call.output(tag, value);
        }
    }
}
