package dev.weft.engine.state;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.TimerQueue;
import dev.weft.streaming.api.TimeDomain;

/**
 * The timers of one use in one operator, in event time and in processing time. They belong to the current key and a
 * namespace; registering one twice, or deleting one that is not there, does nothing. Belongs to the thread of its task.
 *
 * @param <N> the namespaces; {@code Void} for timers of the key alone, which are registered without one
 */
public final class KeyedTimers<N> {

    /** The operator's reaction to a timer; its key is current, its namespace that of {@link KeyedTimers#namespace}. */
    @FunctionalInterface
    public interface Firing {
        void fire(TimeDomain domain, long time);
    }

    private final KeyContext keys;
    private final TimerQueue<N> eventTime;
    private final TimerQueue<N> processingTime;
    private final ProcessingTimeService clock;
    private final boolean batch;
    private final Firing firing;
    private TimerQueue<N> polled;
    private long watermark = Long.MIN_VALUE;
    private long scheduledFor = Long.MAX_VALUE;
    private boolean timeIsOver;

    KeyedTimers(
            KeyContext keys,
            TimerQueue<N> eventTime,
            TimerQueue<N> processingTime,
            ProcessingTimeService clock,
            Firing firing) {
        this.keys = keys;
        this.eventTime = eventTime;
        this.processingTime = processingTime;
        this.clock = clock;
        this.batch = clock instanceof EndOfInputTime;
        this.firing = firing;
        this.polled = eventTime;
    }

    /** Begins to fire restored timers of processing time. */
    void open() {
        schedule();
    }

    public long currentProcessingTime() {
        return clock.getCurrentProcessingTime();
    }

    /** The last watermark. */
    public long currentWatermark() {
        return watermark;
    }

    /** Fires the timers of event time up to the watermark, also those that are registered meanwhile. */
    public void advance(long newWatermark) {
        watermark = newWatermark;
        fire(eventTime, TimeDomain.EVENT_TIME, newWatermark);
    }

    /**
     * In a batch: all records of a key have come. A timer that is registered from now on is never due and not kept: a
     * function that always sets its next timer would never end.
     */
    void timeIsOver() {
        watermark = Long.MAX_VALUE;
        timeIsOver = true;
    }

    /** Fires the timers of event time in order, then those of processing time; time begins anew for the next key. */
    void endOfKey() {
        fire(eventTime, TimeDomain.EVENT_TIME, Long.MAX_VALUE);
        fire(processingTime, TimeDomain.PROCESSING_TIME, Long.MAX_VALUE);
        timeIsOver = false;
        watermark = Long.MIN_VALUE;
    }

    private void onProcessingTime(long scheduled) {
        if (scheduledFor == scheduled) {
            scheduledFor = Long.MAX_VALUE;
        }
        // what is due in the current millisecond waits until that is over: elements may still come in it
        long over = clock.getCurrentProcessingTime() - 1;
        fire(processingTime, TimeDomain.PROCESSING_TIME, Math.max(scheduled, over));
        schedule();
    }

    private void fire(TimerQueue<N> queue, TimeDomain domain, long until) {
        while (queue.poll(until)) {
            polled = queue;
            keys.use(queue.key(), queue.hash());
            firing.fire(domain, queue.time());
        }
    }

    private void schedule() {
        long earliest = processingTime.earliest();
        if (earliest < scheduledFor && !processingTime.isEmpty() && !batch) {
            scheduledFor = earliest;
            clock.registerTimer(earliest, this::onProcessingTime);
        }
    }

    /** The namespace of the timer that is firing. */
    public N namespace() {
        return polled.namespace();
    }

    /** As {@link #namespace}, without a box, when namespaces are longs. */
    public long longNamespace() {
        return polled.longNamespace();
    }

    public void registerEventTime(long time, N namespace) {
        if (!timeIsOver) {
            eventTime.add(time, namespace);
        }
    }

    public void registerEventTimeAt(long time, long namespace) {
        if (!timeIsOver) {
            eventTime.addAt(time, namespace);
        }
    }

    public void deleteEventTime(long time, N namespace) {
        eventTime.remove(time, namespace);
    }

    public void deleteEventTimeAt(long time, long namespace) {
        eventTime.removeAt(time, namespace);
    }

    public void registerProcessingTime(long time, N namespace) {
        if (!timeIsOver) {
            processingTime.add(time, namespace);
            schedule();
        }
    }

    public void registerProcessingTimeAt(long time, long namespace) {
        if (!timeIsOver) {
            processingTime.addAt(time, namespace);
            schedule();
        }
    }

    public void deleteProcessingTime(long time, N namespace) {
        processingTime.remove(time, namespace);
    }

    public void deleteProcessingTimeAt(long time, long namespace) {
        processingTime.removeAt(time, namespace);
    }

    /** Visits every timer of event time, with its key current and none afterwards. The action must not change timers. */
    public void forEachEventTime(TimerQueue.TimerAction<N> action) throws Exception {
        eventTime.forEach(action);
    }

    /** Visits every timer of processing time, with its key current and none afterwards; changes no timers. */
    public void forEachProcessingTime(TimerQueue.TimerAction<N> action) throws Exception {
        processingTime.forEach(action);
    }
}
