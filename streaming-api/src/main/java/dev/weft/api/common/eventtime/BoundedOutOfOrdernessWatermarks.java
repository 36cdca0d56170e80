package dev.weft.api.common.eventtime;

import java.time.Duration;

/** Follows the highest timestamp seen at a fixed distance. */
public class BoundedOutOfOrdernessWatermarks<T> implements WatermarkGenerator<T> {
    private final long delayMs;
    private long highest;

    /**
     * Watermarks that stay this far, and one millisecond, behind the largest timestamp seen.
     *
     * @param maxOutOfOrderness not negative
     */
    public BoundedOutOfOrdernessWatermarks(Duration maxOutOfOrderness) {
        if (maxOutOfOrderness.isNegative()) {
            throw new IllegalArgumentException(
                    "the maximum out-of-orderness is " + maxOutOfOrderness + ", it must not be negative");
        }
        this.delayMs = maxOutOfOrderness.toMillis();
        // the lowest start whose watermark does not wrap around
        this.highest = Long.MIN_VALUE + delayMs + 1;
    }

    @Override
    public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
        highest = Math.max(highest, eventTimestamp);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(new Watermark(highest - delayMs - 1));
    }
}
