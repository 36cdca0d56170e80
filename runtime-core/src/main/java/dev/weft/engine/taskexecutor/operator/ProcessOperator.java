package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.state.OperatorState;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.util.OutputTag;

/** Runs a process function; on a keyed stream with state and timers per key. */
final class ProcessOperator extends Operator {

    private final ProcessFunction<Object, Object> function;
    private final ProcessCall call;
    private final FunctionTimers timers;
    private final Context context;

    ProcessOperator(
            String name,
            ProcessFunction<Object, Object> function,
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
    public void record(Object value, long timestamp) {
        call.forRecord(timestamp);
        try {
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
    private static final class Context extends ProcessFunction<Object, Object>.OnTimerContext {
        private final ProcessCall call;
        private final TimerService timers;

        Context(ProcessFunction<Object, Object> function, ProcessCall call, TimerService timers) {
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
