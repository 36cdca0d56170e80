package dev.weft.streaming.api.functions.timestamps;

import dev.weft.streaming.api.functions.AssignerWithPeriodicWatermarks;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.api.windowing.time.Time;

/** For elements that come late by at most a given time: the watermark is that far behind the latest timestamp. */
public abstract class BoundedOutOfOrdernessTimestampExtractor<T> implements AssignerWithPeriodicWatermarks<T> {
    private static final long serialVersionUID = 1L;

    private final long maxOutOfOrderness;
    private long latest = Long.MIN_VALUE;

    /**
     * Watermarks stay this far behind the largest timestamp.
     *
     * @param maxOutOfOrderness not negative
     */
    public BoundedOutOfOrdernessTimestampExtractor(Time maxOutOfOrderness) {
        this.maxOutOfOrderness = maxOutOfOrderness.toMilliseconds();
        if (this.maxOutOfOrderness < 0) {
            throw new IllegalArgumentException("the time by which elements may be late is " + this.maxOutOfOrderness
                    + " ms, it must be at least 0");
        }
    }

    /** How far watermarks stay behind, in milliseconds. */
    public long getMaxOutOfOrdernessInMillis() {
        return maxOutOfOrderness;
    }

    /** The timestamp of the element, in milliseconds since the epoch. */
    public abstract long extractTimestamp(T element);

    @Override
    public final long extractTimestamp(T element, long previousElementTimestamp) {
        long timestamp = extractTimestamp(element);
        latest = Math.max(latest, timestamp);
        return timestamp;
    }

    @Override
    public final Watermark getCurrentWatermark() {
        return latest < Long.MIN_VALUE + maxOutOfOrderness ? null : new Watermark(latest - maxOutOfOrderness);
    }
}
