package dev.weft.streaming.api.windowing.evictors;

import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.streaming.runtime.operators.windowing.TimestampedValue;
import java.time.Duration;
import java.util.Iterator;

/** Keeps the elements of a span of time that ends with the latest timestamp in the window. */
public class TimeEvictor<W extends Window> implements Evictor<Object, W> {
    private static final long serialVersionUID = 1L;

    private final long windowSize;
    private final boolean doEvictAfter;

    /** Keeps the elements of the last time, in milliseconds, before the window is evaluated. */
    public TimeEvictor(long windowSize) {
        this(windowSize, false);
    }

    /** @param doEvictAfter whether elements go after the window's function instead of before it */
    public TimeEvictor(long windowSize, boolean doEvictAfter) {
        if (windowSize < 0) {
            throw new IllegalArgumentException(
                    "a time evictor would keep " + windowSize + " ms, it must be at least 0");
        }
        this.windowSize = windowSize;
        this.doEvictAfter = doEvictAfter;
    }

    /** Keeps, before the window is evaluated, the elements that are at most so much older than the newest. */
    public static <W extends Window> TimeEvictor<W> of(Time windowSize) {
        return new TimeEvictor<>(windowSize.toMilliseconds());
    }

    /** Keeps, before the window is evaluated, the elements that are at most so much older than the newest. */
    public static <W extends Window> TimeEvictor<W> of(Duration windowSize) {
        return new TimeEvictor<>(windowSize.toMillis());
    }

    /**
     * Keeps the elements that are at most so much older than the newest.
     *
     * @param doEvictAfter whether others are removed after the window is evaluated, instead of before
     */
    public static <W extends Window> TimeEvictor<W> of(Time windowSize, boolean doEvictAfter) {
        return new TimeEvictor<>(windowSize.toMilliseconds(), doEvictAfter);
    }

    /**
     * Keeps the elements that are at most so much older than the newest.
     *
     * @param doEvictAfter whether others are removed after the window is evaluated, instead of before
     */
    public static <W extends Window> TimeEvictor<W> of(Duration windowSize, boolean doEvictAfter) {
        return new TimeEvictor<>(windowSize.toMillis(), doEvictAfter);
    }

    /** How much older than the newest elements may be, in milliseconds. */
    public long getWindowSize() {
        return windowSize;
    }

    @Override
    public void evictBefore(Iterable<TimestampedValue<Object>> elements, int size, W window, EvictorContext ctx) {
        if (!doEvictAfter) {
            evict(elements);
        }
    }

    @Override
    public void evictAfter(Iterable<TimestampedValue<Object>> elements, int size, W window, EvictorContext ctx) {
        if (doEvictAfter) {
            evict(elements);
        }
    }

    /** Elements without timestamps stay. */
    private void evict(Iterable<TimestampedValue<Object>> elements) {
        long latest = Long.MIN_VALUE;
        for (TimestampedValue<Object> element : elements) {
            if (!element.hasTimestamp()) {
                return;
            }
            latest = Math.max(latest, element.getTimestamp());
        }
        long last = latest - windowSize;
        for (Iterator<TimestampedValue<Object>> each = elements.iterator(); each.hasNext(); ) {
            if (each.next().getTimestamp() <= last) {
                each.remove();
            }
        }
    }

    @Override
    public String toString() {
        return "TimeEvictor(" + windowSize + ")";
    }
}
