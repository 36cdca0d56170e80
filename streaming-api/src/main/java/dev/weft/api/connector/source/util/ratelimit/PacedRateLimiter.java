package dev.weft.api.connector.source.util.ratelimit;

import dev.weft.util.clock.RelativeClock;
import dev.weft.util.clock.SystemClock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Rate limiter that permits elements at even intervals. After a pause it catches up on at most a hundredth of a second.
 * Waiting blocks no thread: a timer of the JDK completes the future.
 */
final class PacedRateLimiter implements RateLimiter {
    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);
    private static final long SLACK_NS = 10_000_000;

    private final double intervalNs;
    private final RelativeClock clock;
    private double nextNs;

    PacedRateLimiter(double perSecond) {
        this(perSecond, SystemClock.getInstance());
    }

    PacedRateLimiter(double perSecond, RelativeClock clock) {
        this.intervalNs = 1e9 / perSecond;
        this.clock = clock;
        this.nextNs = clock.relativeTimeNanos();
    }

    @Override
    public CompletionStage<Void> acquire() {
        long delayNs = reserveNs();
        return delayNs < SLACK_NS
                ? NOW
                : CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(delayNs, TimeUnit.NANOSECONDS));
    }

    /** Takes the next place and says how far it is. */
    long reserveNs() {
        long now = clock.relativeTimeNanos();
        nextNs = Math.max(nextNs, (double) now - SLACK_NS);
        long delayNs = (long) (nextNs - now);
        nextNs += intervalNs;
        return Math.max(0, delayNs);
    }
}
