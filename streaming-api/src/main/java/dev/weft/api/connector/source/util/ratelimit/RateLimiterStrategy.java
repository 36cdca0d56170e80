package dev.weft.api.connector.source.util.ratelimit;

import java.io.Serializable;

/** Makes the rate limiters of a source's readers, which share the rate equally. */
@FunctionalInterface
public interface RateLimiterStrategy extends Serializable {
    /**
     * Makes the limiter of one reader.
     *
     * @param parallelism how many readers share the rate
     */
    RateLimiter createRateLimiter(int parallelism);

    /**
     * That many elements a second over all readers, at even distances.
     *
     * @param recordsPerSecond above 0; fractions are allowed
     */
    static RateLimiterStrategy perSecond(double recordsPerSecond) {
        if (!(recordsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "the rate is " + recordsPerSecond + " elements a second, it must be above 0");
        }
        return parallelism -> new PacedRateLimiter(recordsPerSecond / parallelism);
    }

    /**
     * That many elements between two complete checkpoints, over all readers; then reading waits for the next checkpoint.
     * Without checkpoints the source stops for good after the first ones.
     *
     * @param recordsPerCheckpoint at least one for each reader
     */
    static RateLimiterStrategy perCheckpoint(int recordsPerCheckpoint) {
        if (recordsPerCheckpoint < 1) {
            throw new IllegalArgumentException(
                    "the rate is " + recordsPerCheckpoint + " elements a checkpoint, it must be at least 1");
        }
        return parallelism -> {
            if (recordsPerCheckpoint < parallelism) {
                throw new IllegalArgumentException("the rate of " + recordsPerCheckpoint
                        + " elements a checkpoint is below one for each of " + parallelism + " readers");
            }
            return new GatedRateLimiter(recordsPerCheckpoint / parallelism);
        };
    }

    /** No limit. */
    static RateLimiterStrategy noOp() {
        return parallelism -> new UnlimitedRateLimiter();
    }
}
