package dev.weft.engine.state;

import dev.weft.api.common.operators.ProcessingTimeService;
import java.util.concurrent.ScheduledFuture;

/**
 * Processing-time service of keyed timers in a batch: it tells the time, but fires nothing before all records of a key
 * have come; {@link KeyedTimers} fires the timers then.
 */
public record EndOfInputTime(ProcessingTimeService clock) implements ProcessingTimeService {

    @Override
    public long getCurrentProcessingTime() {
        return clock.getCurrentProcessingTime();
    }

    @Override
    public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
        throw new UnsupportedOperationException("no timer of a batch is due before its key ends");
    }
}
