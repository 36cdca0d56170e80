package dev.weft.api.connector.source.util.ratelimit;

import java.util.concurrent.CompletionStage;

/** Lets elements through at a rate. Belongs to one reader. */
public interface RateLimiter {
    /**
     * Asks for the place of one more element. Called on the reader's thread; must not block.
     *
     * @return done when the element may be read; may be completed on any thread
     */
    CompletionStage<Void> acquire();

    /** A checkpoint of the source is complete. Does nothing by default. */
    default void notifyCheckpointComplete(long checkpointId) {}
}
