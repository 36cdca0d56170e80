package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Batch;
import dev.weft.streaming.api.TimerService;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.util.OutputTag;

/** Runs a process function without keys. */
final class ProcessOperator extends Operator {

    private final ProcessFunction<Object, Object> function;
    private final EmittingCollector out;
    private final UnkeyedTimers timers;
    private final Context context;

    ProcessOperator(String name, ProcessFunction<Object, Object> function, TaskContext task, Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.out = new EmittingCollector(emitter.main());
        this.timers = new UnkeyedTimers(task.processingTime());
        this.context = new Context(function, out, timers, emitter);
    }

    @Override
    public void record(Object value, long timestamp) {
        out.at(timestamp);
        try {
            function.processElement(value, context, out);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void watermark(long timestamp) {
        timers.advance(timestamp);
        super.watermark(timestamp);
    }

    private static final class Context extends ProcessFunction<Object, Object>.Context {
        private final EmittingCollector out;
        private final TimerService timers;
        private final Emitter emitter;

        Context(ProcessFunction<Object, Object> function, EmittingCollector out, TimerService timers, Emitter emitter) {
            function.super();
            this.out = out;
            this.timers = timers;
            this.emitter = emitter;
        }

        @Override
        public Long timestamp() {
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
