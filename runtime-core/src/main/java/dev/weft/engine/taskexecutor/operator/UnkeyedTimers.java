package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.streaming.api.TimerService;

/** The timer service of an operator on a non-keyed stream: it tells the time but registers no timers. */
final class UnkeyedTimers implements TimerService {

    private final ProcessingTimeService clock;
    private long watermark = Long.MIN_VALUE;

    UnkeyedTimers(ProcessingTimeService clock) {
        this.clock = clock;
    }

    void advance(long newWatermark) {
        watermark = newWatermark;
    }

    @Override
    public long currentProcessingTime() {
        return clock.getCurrentProcessingTime();
    }

    @Override
    public long currentWatermark() {
        return watermark;
    }

    private static UnsupportedOperationException needsKey() {
        return new UnsupportedOperationException("timers belong to a key: call keyBy() before process()");
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        throw needsKey();
    }

    @Override
    public void registerEventTimeTimer(long time) {
        throw needsKey();
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        throw needsKey();
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        throw needsKey();
    }
}
