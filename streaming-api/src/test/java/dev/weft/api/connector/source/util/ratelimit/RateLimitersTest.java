package dev.weft.api.connector.source.util.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.util.clock.RelativeClock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RateLimitersTest {
    private long nanos = 1_000;

    private PacedRateLimiter paced(double perSecond) {
        return new PacedRateLimiter(perSecond, new RelativeClock() {
            @Override
            public long relativeTimeMillis() {
                return nanos / 1_000_000;
            }

            @Override
            public long relativeTimeNanos() {
                return nanos;
            }
        });
    }

    @Test
    void placesAreAtEvenDistances() {
        PacedRateLimiter limiter = paced(10);

        assertThat(limiter.reserveNs()).isZero();
        assertThat(limiter.reserveNs()).isEqualTo(100_000_000);
        assertThat(limiter.reserveNs()).isEqualTo(200_000_000);
        nanos += 250_000_000;
        assertThat(limiter.reserveNs()).isEqualTo(50_000_000);
    }

    @Test
    void aPauseIsNotMadeUpFor() {
        PacedRateLimiter limiter = paced(10);
        limiter.reserveNs();
        nanos += 60_000_000_000L;

        assertThat(limiter.reserveNs()).isZero();
        assertThat(limiter.reserveNs()).isEqualTo(90_000_000);
    }

    @Test
    void aNumberOfElementsIsLetThroughBetweenCheckpoints() {
        RateLimiter limiter = RateLimiterStrategy.perCheckpoint(4).createRateLimiter(2);

        assertThat(limiter.acquire().toCompletableFuture()).isDone();
        assertThat(limiter.acquire().toCompletableFuture()).isDone();
        CompletableFuture<Void> third = limiter.acquire().toCompletableFuture();
        assertThat(third).isNotDone();
        limiter.notifyCheckpointComplete(1);
        assertThat(third).isDone();
        assertThat(limiter.acquire().toCompletableFuture()).isDone();
        assertThat(limiter.acquire().toCompletableFuture()).isNotDone();
    }

    @Test
    void impossibleRatesAreRefused() {
        assertThatThrownBy(() -> RateLimiterStrategy.perSecond(0)).hasMessageContaining("0.0");
        assertThatThrownBy(() -> RateLimiterStrategy.perSecond(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> RateLimiterStrategy.perCheckpoint(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> RateLimiterStrategy.perCheckpoint(1).createRateLimiter(2))
                .hasMessageContaining("2 readers");
    }
}
