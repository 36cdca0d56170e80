package dev.weft.api.common.operators;

import java.io.IOException;
import java.util.concurrent.ScheduledFuture;

/** The machine's clock and timers on it; callbacks come on the task's thread. */
public interface ProcessingTimeService {
    /** The machine's time, in milliseconds since the epoch. */
    long getCurrentProcessingTime();

    /**
     * Calls back on the task's thread once the clock has reached a time.
     *
     * @param time in milliseconds since the epoch
     * @return cancels the timer
     */
    ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target);

    /** Called when a timer fires, with the time it was set to. */
    @FunctionalInterface
    interface ProcessingTimeCallback {
        /** The time has come; an exception fails the job. */
        void onProcessingTime(long time) throws IOException, InterruptedException, Exception;
    }
}
