package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;

/** The timer service of a keyed operator: timers belong to the current key of its {@link KeyedState}. */
final class KeyedTimers implements TimerService {

    /** The operator's reaction to a timer, with the key already current. */
    @FunctionalInterface
    interface Firing {
        void fire(TimeDomain domain, long time);
    }

    private final KeyedState state;
    private final ProcessingTimeService clock;
    private final Firing firing;
    private final TimerQueue eventTime = new TimerQueue();
    private final TimerQueue processingTime = new TimerQueue();
    private long watermark = Long.MIN_VALUE;
    private long scheduledFor = Long.MAX_VALUE;

    KeyedTimers(KeyedState state, ProcessingTimeService clock, Firing firing) {
        this.state = state;
        this.clock = clock;
        this.firing = firing;
    }

    /** Fires the event-time timers up to the watermark. */
    void advance(long newWatermark) {
        watermark = newWatermark;
        eventTime.advance(newWatermark, (time, key, hash) -> {
            state.use(key, hash);
            firing.fire(TimeDomain.EVENT_TIME, time);
        });
    }

    private void onProcessingTime(long scheduled) {
        if (scheduledFor == scheduled) {
            scheduledFor = Long.MAX_VALUE;
        }
        processingTime.advance(clock.getCurrentProcessingTime(), (time, key, hash) -> {
            state.use(key, hash);
            firing.fire(TimeDomain.PROCESSING_TIME, time);
        });
        schedule();
    }

    private void schedule() {
        long earliest = processingTime.earliest();
        if (!processingTime.isEmpty() && earliest < scheduledFor) {
            scheduledFor = earliest;
            clock.registerTimer(earliest, this::onProcessingTime);
        }
    }

    @Override
    public long currentProcessingTime() {
        return clock.getCurrentProcessingTime();
    }

    @Override
    public long currentWatermark() {
        return watermark;
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        processingTime.add(time, state.key(), state.hash());
        schedule();
    }

    @Override
    public void registerEventTimeTimer(long time) {
        eventTime.add(time, state.key(), state.hash());
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        processingTime.remove(time, state.key(), state.hash());
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        eventTime.remove(time, state.key(), state.hash());
    }
}
