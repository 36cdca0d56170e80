package dev.weft.api.common.eventtime;

import dev.weft.util.clock.RelativeClock;
import dev.weft.util.clock.SystemClock;
import java.time.Duration;
import java.util.Objects;

/** Adds idleness to another generator: after the timeout without an element the output is marked idle. */
public class WatermarksWithIdleness<T> implements WatermarkGenerator<T> {
    private final WatermarkGenerator<T> watermarks;
    private final long timeoutNs;
    private final RelativeClock clock;
    private long lastEventNs;
    private boolean idle;

    /**
     * The watermarks of the generator; idle when no element came for a time.
     *
     * @param idleTimeout above zero
     */
    public WatermarksWithIdleness(WatermarkGenerator<T> watermarks, Duration idleTimeout) {
        this(watermarks, idleTimeout, SystemClock.getInstance());
    }

    /** As the constructor without a clock, with this clock. */
    public WatermarksWithIdleness(WatermarkGenerator<T> watermarks, Duration idleTimeout, RelativeClock clock) {
        if (idleTimeout.isZero() || idleTimeout.isNegative()) {
            throw new IllegalArgumentException("the idle timeout is " + idleTimeout + ", it must be above zero");
        }
        this.watermarks = Objects.requireNonNull(watermarks, "watermarks");
        this.timeoutNs = idleTimeout.toNanos();
        this.clock = clock;
        this.lastEventNs = clock.relativeTimeNanos();
    }

    @Override
    public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
        lastEventNs = clock.relativeTimeNanos();
        if (idle) {
            idle = false;
            output.markActive();
        }
        watermarks.onEvent(event, eventTimestamp, output);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (!idle && clock.relativeTimeNanos() - lastEventNs > timeoutNs) {
            idle = true;
            output.markIdle();
        }
        if (!idle) {
            watermarks.onPeriodicEmit(output);
        }
    }
}
