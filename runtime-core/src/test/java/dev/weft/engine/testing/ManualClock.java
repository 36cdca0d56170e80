package dev.weft.engine.testing;

import dev.weft.engine.common.Clock;
import java.time.Duration;

/** A clock that a test moves. */
public final class ManualClock implements Clock {

    private static final long EPOCH_MS = 1_700_000_000_000L;

    private long nanos;

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized long epochMs() {
        return EPOCH_MS + nanos / 1_000_000;
    }

    public synchronized void advance(Duration by) {
        nanos += by.toNanos();
    }
}
