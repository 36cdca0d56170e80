package dev.weft.api.common.operators;

import java.io.IOException;
import java.util.concurrent.ScheduledFuture;

/** The machine's clock and timers on it; callbacks come on the task's thread. */
public interface ProcessingTimeService {
    long getCurrentProcessingTime();

    ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target);

    /** Called when a timer fires, with the time it was set to. */
    @FunctionalInterface
    interface ProcessingTimeCallback {
        void onProcessingTime(long time) throws IOException, InterruptedException, Exception;
    }
}
