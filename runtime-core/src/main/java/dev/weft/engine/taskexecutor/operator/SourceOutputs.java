package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceOutput;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.taskexecutor.operator.SourceAlignment.ActivityClock;
import dev.weft.util.clock.RelativeClock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Reader output with per-split watermarks: every split generates watermarks of its own, and the source's watermark is
 * the lowest one of the splits that are not idle.
 */
final class SourceOutputs implements ReaderOutput<Object> {

    private final Function<RelativeClock, WatermarkingOutput> newOutput;
    private final RelativeClock clock;
    private final Receiver marks;
    private final Map<String, WatermarkingOutput> splits = new HashMap<>();
    private final Map<String, ActivityClock> clocks = new HashMap<>();
    private WatermarkingOutput main;
    private long emitted = Long.MIN_VALUE;
    private boolean idle;

    /**
     * @param next where records go
     * @param marks where watermarks and idleness go
     */
    SourceOutputs(WatermarkStrategy<Object> strategy, WatermarkStrategyContext metrics, Receiver next, Receiver marks) {
        this.marks = marks;
        this.clock = metrics.clock();
        this.newOutput = its -> {
            WatermarkStrategyContext context = new WatermarkStrategyContext(metrics.metrics(), its);
            return new WatermarkingOutput(
                    strategy.createTimestampAssigner(context),
                    strategy.createWatermarkGenerator(context),
                    next,
                    this::onProgress);
        };
    }

    void onPeriod() {
        if (main != null) {
            main.onPeriod();
        }
        splits.values().forEach(WatermarkingOutput::onPeriod);
    }

    /** The source's watermark. */
    long watermark() {
        return emitted;
    }

    boolean isIdle() {
        return idle;
    }

    /** The outputs of the splits that have one of their own. */
    Map<String, WatermarkingOutput> splits() {
        return splits;
    }

    private WatermarkingOutput main() {
        if (main == null) {
            main = newOutput.apply(clock);
        }
        return main;
    }

    @Override
    public void collect(Object value) {
        main().collect(value);
    }

    @Override
    public void collect(Object value, long timestamp) {
        main().collect(value, timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        main().emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
        main().markIdle();
    }

    @Override
    public void markActive() {
        main().markActive();
    }

    @Override
    public SourceOutput<Object> createOutputForSplit(String splitId) {
        return splits.computeIfAbsent(
                splitId, id -> newOutput.apply(clocks.computeIfAbsent(id, split -> new ActivityClock(clock))));
    }

    /** Marks the split as paused by alignment, so that it does not become idle. */
    void pause(String splitId) {
        clocks.get(splitId).pause();
    }

    /** Marks the split as no longer paused. */
    void resume(String splitId) {
        clocks.get(splitId).resume();
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
        clocks.remove(splitId);
        if (splits.remove(splitId) != null) {
            onProgress();
        }
    }

    private void onProgress() {
        if (main == null && splits.isEmpty()) {
            return;
        }
        long lowest = Long.MAX_VALUE;
        boolean allIdle = true;
        if (main != null && !main.isIdle()) {
            lowest = main.currentWatermark();
            allIdle = false;
        }
        for (WatermarkingOutput split : splits.values()) {
            if (!split.isIdle()) {
                lowest = Math.min(lowest, split.currentWatermark());
                allIdle = false;
            }
        }
        if (allIdle != idle) {
            idle = allIdle;
            marks.idle(allIdle);
        }
        if (!allIdle && lowest > emitted) {
            emitted = lowest;
            marks.watermark(lowest);
        }
    }
}
