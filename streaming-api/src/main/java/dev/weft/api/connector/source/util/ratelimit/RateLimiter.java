package dev.weft.api.connector.source.util.ratelimit;

import java.util.concurrent.CompletionStage;

/** Lets elements through at a rate. Belongs to one reader. */
public interface RateLimiter {
    /** Completes when the next element may be read. */
    CompletionStage<Void> acquire();

    default void notifyCheckpointComplete(long checkpointId) {}
}
