package dev.weft.engine.jobmaster.failover;

import dev.weft.api.common.restartstrategy.RestartStrategies.ExponentialDelayRestartStrategyConfiguration;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Restart strategy with exponential backoff: restarts after every failure, each delay longer than the last by a factor,
 * up to a maximum. After a time without failures, counted from the last restart, the delay is reset. Jitter varies the
 * delay randomly, but never above the maximum.
 */
final class ExponentialDelay implements RestartStrategy {

    private final double initialNs;
    private final double longestNs;
    private final double factor;
    private final double jitter;
    private final long quietNs;
    private final int attempts;
    private final RandomGenerator chance;

    private double nextNs;
    private int used;
    private long restartedNs;

    ExponentialDelay(ExponentialDelayRestartStrategyConfiguration described, int attempts, RandomGenerator chance) {
        this.initialNs = described.getInitialBackoffDuration().toNanos();
        this.longestNs = described.getMaxBackoffDuration().toNanos();
        this.factor = described.getBackoffMultiplier();
        this.jitter = described.getJitterFactor();
        this.quietNs = described.getResetBackoffDurationThreshold().toNanos();
        this.attempts = attempts;
        this.chance = chance;
        this.nextNs = initialNs;
    }

    @Override
    public Decision onFailure(long nowNs) {
        if (used > 0 && nowNs - restartedNs >= quietNs) {
            used = 0;
            nextNs = initialNs;
        }
        if (used >= attempts) {
            return new Decision.GiveUp("it was restarted " + used + " times without "
                    + Duration.ofNanos(quietNs).toMillis() + " ms of rest, as often as"
                    + " restart-strategy.exponential-delay.attempts-before-reset-backoff allows");
        }
        double swing = jitter == 0 ? 0 : jitter * (2 * chance.nextDouble() - 1);
        long delayNs = (long) Math.min(longestNs, nextNs * (1 + swing));
        used++;
        nextNs = Math.min(longestNs, nextNs * factor);
        restartedNs = nowNs + delayNs;
        return new Decision.Restart(Duration.ofNanos(delayNs));
    }
}
