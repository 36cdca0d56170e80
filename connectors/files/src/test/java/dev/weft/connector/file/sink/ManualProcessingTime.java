package dev.weft.connector.file.sink;

import dev.weft.api.common.operators.ProcessingTimeService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;

/** Processing time that a test moves, with timers. */
final class ManualProcessingTime implements ProcessingTimeService {

    private record Timer(long atMs, ProcessingTimeCallback callback) {}

    private final List<Timer> timers = new ArrayList<>();
    private long nowMs;

    void advance(Duration by) throws Exception {
        nowMs += by.toMillis();
        for (Timer timer : List.copyOf(timers)) {
            if (timer.atMs() <= nowMs) {
                timers.remove(timer);
                timer.callback().onProcessingTime(timer.atMs());
            }
        }
    }

    /** Forgets the timers, as the end of their task does. */
    void clear() {
        timers.clear();
    }

    @Override
    public long getCurrentProcessingTime() {
        return nowMs;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
        timers.add(new Timer(timestamp, target));
        return null;
    }
}
