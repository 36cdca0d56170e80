package dev.weft.streaming.api.windowing.evictors;

import dev.weft.metrics.MetricGroup;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.streaming.runtime.operators.windowing.TimestampedValue;
import java.io.Serializable;

/**
 * Takes elements out of a window that fires, by the iterator's {@code remove}. With an evictor every element of a window
 * is kept, also for reducing functions.
 */
public interface Evictor<T, W extends Window> extends Serializable {
    /** Called before the window's function. */
    void evictBefore(Iterable<TimestampedValue<T>> elements, int size, W window, EvictorContext evictorContext);

    /** Called after the window's function. */
    void evictAfter(Iterable<TimestampedValue<T>> elements, int size, W window, EvictorContext evictorContext);

    /** The surroundings of an evictor. */
    interface EvictorContext {
        /** The machine's time, in milliseconds since the epoch. */
        long getCurrentProcessingTime();

        /** Where the evictor registers metrics. */
        MetricGroup getMetricGroup();

        /** The last watermark, or {@link Long#MIN_VALUE} before the first. */
        long getCurrentWatermark();
    }
}
