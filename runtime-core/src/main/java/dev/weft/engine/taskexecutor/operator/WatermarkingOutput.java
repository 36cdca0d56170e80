package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.TimestampAssigner;
import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.connector.source.SourceOutput;
import dev.weft.engine.exchange.Receiver;

/**
 * Assigns timestamps to records and generates watermarks from them, for one split or a whole stream. A listener
 * combines its watermark with those of others.
 */
final class WatermarkingOutput implements SourceOutput<Object> {

    private final TimestampAssigner<Object> assigner;
    private final WatermarkGenerator<Object> generator;
    private final Receiver next;
    private final Runnable onProgress;
    private long watermark = Long.MIN_VALUE;
    private boolean idle;

    /** @param onProgress told whenever {@link #currentWatermark} or {@link #isIdle} has changed */
    WatermarkingOutput(
            TimestampAssigner<Object> assigner,
            WatermarkGenerator<Object> generator,
            Receiver next,
            Runnable onProgress) {
        this.assigner = assigner;
        this.generator = generator;
        this.next = next;
        this.onProgress = onProgress;
    }

    long currentWatermark() {
        return watermark;
    }

    boolean isIdle() {
        return idle;
    }

    void onPeriod() {
        generator.onPeriodicEmit(this);
    }

    @Override
    public void collect(Object value) {
        collect(value, TimestampAssigner.NO_TIMESTAMP);
    }

    @Override
    public void collect(Object value, long timestamp) {
        long assigned = assigner.extractTimestamp(value, timestamp);
        markActive();
        next.record(value, assigned);
        generator.onEvent(value, assigned, this);
    }

    @Override
    public void emitWatermark(Watermark mark) {
        markActive();
        if (mark.getTimestamp() > watermark) {
            watermark = mark.getTimestamp();
            onProgress.run();
        }
    }

    @Override
    public void markIdle() {
        if (!idle) {
            idle = true;
            onProgress.run();
        }
    }

    @Override
    public void markActive() {
        if (idle) {
            idle = false;
            onProgress.run();
        }
    }
}
