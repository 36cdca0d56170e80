package dev.weft.engine.state;

import dev.weft.api.common.operators.ProcessingTimeService;
import java.util.concurrent.ScheduledFuture;

/** Processing-time service whose clock stands still and that fires nothing. */
public final class NoClock implements ProcessingTimeService {

    @Override
    public long getCurrentProcessingTime() {
        return 0;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
        return null;
    }
}
