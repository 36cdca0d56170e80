package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.util.clock.RelativeClock;

/**
 * Assigns timestamps and watermarks in the middle of a program, and replaces watermarks from upstream except the final
 * one. In a batch only the final one is emitted.
 */
final class TimestampsOperator extends Operator {

    private final WatermarkStrategy<Object> strategy;
    private final ProcessingTimeService clock;
    private final RelativeClock activity;
    private final boolean batch;
    private final long periodMs;
    private final Emitter emitter;
    private WatermarkingOutput output;
    private long emitted = Long.MIN_VALUE;
    private boolean idle;

    TimestampsOperator(String name, WatermarkStrategy<Object> strategy, TaskContext task, Emitter emitter) {
        super(name, strategy, emitter);
        this.strategy = strategy;
        this.clock = task.processingTime();
        this.activity = WatermarkStrategyContext.inputActivity(task.backpressure());
        this.batch = task.batch();
        this.periodMs = task.executionConfig().getAutoWatermarkInterval();
        this.emitter = emitter;
    }

    @Override
    public void open(FunctionContext context) {
        super.open(context);
        try {
            WatermarkStrategyContext metrics = new WatermarkStrategyContext(context.metrics(), activity);
            output = new WatermarkingOutput(
                    strategy.createTimestampAssigner(metrics),
                    strategy.createWatermarkGenerator(metrics),
                    emitter.main(),
                    this::onProgress);
        } catch (Throwable t) {
            throw failure(t);
        }
        schedule();
    }

    private void schedule() {
        if (periodMs > 0 && !batch) {
            clock.registerTimer(clock.getCurrentProcessingTime() + periodMs, time -> {
                output.onPeriod();
                schedule();
            });
        }
    }

    private void onProgress() {
        if (batch) {
            return;
        }
        if (output.isIdle() != idle) {
            idle = output.isIdle();
            super.idle(idle);
        }
        if (output.currentWatermark() > emitted) {
            emitted = output.currentWatermark();
            super.watermark(emitted);
        }
    }

    @Override
    public void record(Object value, long timestamp) {
        try {
            output.collect(value, timestamp);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** Ignored: only the watermark strategy decides about idleness. */
    @Override
    public void idle(boolean upstream) {}

    @Override
    public void watermark(long timestamp) {
        if (timestamp == Long.MAX_VALUE) {
            super.watermark(timestamp);
        }
    }
}
