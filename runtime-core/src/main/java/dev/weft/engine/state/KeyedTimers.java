package dev.weft.engine.state;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.TimerQueue;
import dev.weft.streaming.api.TimeDomain;

/**
 * One timer service of an operator, for event time and processing time. Timers belong to the current key and a
 * namespace. Registering a timer twice or deleting a missing one has no effect. Belongs to the thread of its task.
 *
 * @param <N> the namespaces; {@code Void} for timers of the key alone, which are registered without one
 */
public final class KeyedTimers<N> {

    /** Callback for a timer that fires. The timer's key is current; its namespace is {@link KeyedTimers#namespace}. */
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

    /** Starts to fire restored processing-time timers. */
    void open() {
        schedule();
    }

    public long currentProcessingTime() {
        return clock.getCurrentProcessingTime();
    }

    /** The current watermark. */
    public long currentWatermark() {
        return watermark;
    }

    /** Fires the event-time timers up to the watermark, including those that are registered meanwhile. */
    public void advance(long newWatermark) {
        watermark = newWatermark;
        fire(eventTime, TimeDomain.EVENT_TIME, newWatermark);
    }

    /**
     * In a batch: a key has no more records. Timers that are registered from now on are dropped: a function that always
     * registers its next timer would never end.
     */
    void timeIsOver() {
        watermark = Long.MAX_VALUE;
        timeIsOver = true;
    }

    /** Fires the event-time timers in order, then the processing-time timers; resets time for the next key. */
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
        // timers of the current millisecond wait until it is over: more elements may come in it
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

    /** The namespace of the firing timer. */
    public N namespace() {
        return polled.namespace();
    }

    /** As {@link #namespace}, without boxing, for {@code long} namespaces. */
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

    /**
     * Visits every event-time timer, with its key current; afterwards no key is current. The action must not change
     * timers.
     */
    public void forEachEventTime(TimerQueue.TimerAction<N> action) throws Exception {
        eventTime.forEach(action);
    }

    /**
     * Visits every processing-time timer, with its key current; afterwards no key is current. The action must not
     * change timers.
     */
    public void forEachProcessingTime(TimerQueue.TimerAction<N> action) throws Exception {
        processingTime.forEach(action);
    }
}
