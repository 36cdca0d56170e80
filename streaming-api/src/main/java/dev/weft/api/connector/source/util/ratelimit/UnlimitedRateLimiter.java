package dev.weft.api.connector.source.util.ratelimit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Rate limiter that permits everything at once. */
final class UnlimitedRateLimiter implements RateLimiter {
    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Void> acquire() {
        return NOW;
    }
}
