package dev.weft.streaming.util;

import dev.weft.api.common.operators.ProcessingTimeService;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A manual clock with timers. Belongs to the thread of the test. */
final class ManualTimers implements ProcessingTimeService {

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(timer -> timer.timeMs));
    private long nowMs;

    /** A timer, complete when it has fired. */
    private final class Timer extends CompletableFuture<Void> implements ScheduledFuture<Void> {
        private final long timeMs;
        private final ProcessingTimeCallback callback;

        Timer(long timeMs, ProcessingTimeCallback callback) {
            this.timeMs = timeMs;
            this.callback = callback;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(timeMs - nowMs, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public long getCurrentProcessingTime() {
        return nowMs;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
        Timer timer = new Timer(time, target);
        timers.add(timer);
        return timer;
    }

    /** Sets the time and fires the timers that are due, including those that are registered meanwhile. */
    void advanceTo(long timeMs) throws Exception {
        nowMs = timeMs;
        while (!timers.isEmpty() && timers.peek().timeMs <= nowMs) {
            Timer timer = timers.poll();
            if (timer.complete(null)) {
                timer.callback.onProcessingTime(timer.timeMs);
            }
        }
    }

    /** Sets the time without firing timers. */
    void passTo(long timeMs) {
        nowMs = timeMs;
    }
}
