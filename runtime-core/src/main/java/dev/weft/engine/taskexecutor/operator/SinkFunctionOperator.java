package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.exchange.Batch;
import dev.weft.streaming.api.functions.sink.SinkFunction;

/** Runs a sink function. */
final class SinkFunctionOperator extends Operator {

    private final SinkFunction<Object> function;
    private final Context context;

    SinkFunctionOperator(String name, SinkFunction<Object> function, TaskContext task, Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.context = new Context(task.processingTime());
    }

    @Override
    public void record(Object value, long timestamp) {
        context.timestamp = timestamp;
        try {
            function.invoke(value, context);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    @Override
    public void watermark(long timestamp) {
        context.watermark = timestamp;
        try {
            function.writeWatermark(new Watermark(timestamp));
        } catch (Throwable t) {
            throw failure(t);
        }
        super.watermark(timestamp);
    }

    @Override
    public void endOfInput() {
        try {
            function.finish();
        } catch (Throwable t) {
            throw failure(t);
        }
        super.endOfInput();
    }

    private static final class Context implements SinkFunction.Context {
        private final ProcessingTimeService clock;
        private long timestamp = Batch.NO_TIMESTAMP;
        private long watermark = Long.MIN_VALUE;

        Context(ProcessingTimeService clock) {
            this.clock = clock;
        }

        @Override
        public long currentProcessingTime() {
            return clock.getCurrentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return watermark;
        }

        @Override
        public Long timestamp() {
            return timestamp == Batch.NO_TIMESTAMP ? null : timestamp;
        }
    }
}
