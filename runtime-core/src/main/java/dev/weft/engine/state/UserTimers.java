package dev.weft.engine.state;

import dev.weft.streaming.api.TimerService;

/** The timer service of a keyed function, without namespaces. */
public record UserTimers(KeyedTimers<Void> timers) implements TimerService {

    @Override
    public long currentProcessingTime() {
        return timers.currentProcessingTime();
    }

    @Override
    public long currentWatermark() {
        return timers.currentWatermark();
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        timers.registerProcessingTime(time, null);
    }

    @Override
    public void registerEventTimeTimer(long time) {
        timers.registerEventTime(time, null);
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        timers.deleteProcessingTime(time, null);
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        timers.deleteEventTime(time, null);
    }
}
