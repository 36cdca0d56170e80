package dev.weft.api.connector.source.util.ratelimit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rate limiter per checkpoint: permits a number of elements, then waits for the next checkpoint. For the reader's
 * thread.
 */
final class GatedRateLimiter implements RateLimiter {
    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final int perCheckpoint;
    private int left;
    private CompletableFuture<Void> gate;

    GatedRateLimiter(int perCheckpoint) {
        this.perCheckpoint = perCheckpoint;
        this.left = perCheckpoint;
    }

    @Override
    public CompletionStage<Void> acquire() {
        if (left > 0) {
            left--;
            return NOW;
        }
        if (gate == null) {
            gate = new CompletableFuture<>();
        }
        return gate;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        left = perCheckpoint;
        if (gate != null) {
            // the one that waits takes its place now
            left--;
            gate.complete(null);
            gate = null;
        }
    }
}
