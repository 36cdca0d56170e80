package dev.weft.api.connector.source.util.ratelimit;

import java.util.concurrent.CompletionStage;

/** Lets elements through at even distances; the name is the one that programs use. For the reader's thread. */
public class GuavaRateLimiter implements RateLimiter {
    private final PacedRateLimiter pace;

    /** @param permitsPerSecond elements a second, above 0; fractions are allowed */
    public GuavaRateLimiter(double permitsPerSecond) {
        if (!(permitsPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "the rate is " + permitsPerSecond + " elements a second, it must be above 0");
        }
        this.pace = new PacedRateLimiter(permitsPerSecond);
    }

    @Override
    public CompletionStage<Void> acquire() {
        return pace.acquire();
    }
}
