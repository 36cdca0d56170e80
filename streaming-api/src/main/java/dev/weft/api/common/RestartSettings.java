package dev.weft.api.common;

import dev.weft.api.common.restartstrategy.RestartStrategies;
import dev.weft.api.common.restartstrategy.RestartStrategies.ExponentialDelayRestartStrategyConfiguration;
import dev.weft.api.common.restartstrategy.RestartStrategies.FailureRateRestartStrategyConfiguration;
import dev.weft.api.common.restartstrategy.RestartStrategies.FallbackRestartStrategyConfiguration;
import dev.weft.api.common.restartstrategy.RestartStrategies.FixedDelayRestartStrategyConfiguration;
import dev.weft.api.common.restartstrategy.RestartStrategies.RestartStrategyConfiguration;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.RestartStrategyOptions;
import dev.weft.configuration.RestartStrategyOptions.RestartStrategyType;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The restart settings of a program, which take precedence over the configuration: a strategy, else a number of
 * retries. The effective ones are written into the configuration, which is what is sent to the cluster.
 */
final class RestartSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int UNSET_RETRIES = -1;
    private static final long DEFAULT_RETRY_DELAY_MS = 10_000;

    private RestartStrategyConfiguration given = RestartStrategies.fallBackRestart();
    private int retries = UNSET_RETRIES;
    private long retryDelayMs = DEFAULT_RETRY_DELAY_MS;
    /** What the configuration said before the program did; null until then, and when it said nothing. */
    private RestartStrategyConfiguration configured;

    private boolean written;

    int retries() {
        return retries;
    }

    long retryDelayMs() {
        return retryDelayMs;
    }

    void give(RestartStrategyConfiguration strategy, Configuration into) {
        given = Objects.requireNonNull(strategy, "restart strategy");
        write(into);
    }

    void retries(int count, Configuration into) {
        if (count < UNSET_RETRIES) {
            throw new IllegalArgumentException("the number of execution retries is " + count
                    + ", it must be at least 0, or -1 for what the cluster is configured to do");
        }
        retries = count;
        write(into);
    }

    void retryDelay(long delayMs, Configuration into) {
        if (delayMs < 0) {
            throw new IllegalArgumentException(
                    "the delay of execution retries is " + delayMs + " ms, it must not be negative");
        }
        retryDelayMs = delayMs;
        write(into);
    }

    RestartSettings copy() {
        RestartSettings copy = new RestartSettings();
        copy.given = given;
        copy.retries = retries;
        copy.retryDelayMs = retryDelayMs;
        copy.configured = configured;
        copy.written = written;
        return copy;
    }

    private RestartStrategyConfiguration ofProgram() {
        if (!(given instanceof FallbackRestartStrategyConfiguration) || retries == UNSET_RETRIES) {
            return given;
        }
        return retries == 0
                ? RestartStrategies.noRestart()
                : RestartStrategies.fixedDelayRestart(retries, Duration.ofMillis(retryDelayMs));
    }

    private void write(Configuration into) {
        RestartStrategyConfiguration holds = ofProgram();
        if (holds instanceof FallbackRestartStrategyConfiguration) {
            if (written) {
                into.removeConfig(RestartStrategyOptions.RESTART_STRATEGY);
                Optional.ofNullable(configured).ifPresent(before -> write(before, into));
                written = false;
            }
            return;
        }
        if (!written) {
            configured = RestartStrategies.fromConfiguration(into).orElse(null);
            written = true;
        }
        write(holds, into);
    }

    private static void write(RestartStrategyConfiguration strategy, Configuration into) {
        if (strategy instanceof FixedDelayRestartStrategyConfiguration fixed) {
            type(RestartStrategyType.FIXED_DELAY, into);
            into.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, fixed.getRestartAttempts());
            into.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, fixed.getDurationBetweenAttempts());
        } else if (strategy instanceof FailureRateRestartStrategyConfiguration rate) {
            type(RestartStrategyType.FAILURE_RATE, into);
            into.set(
                    RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL,
                    rate.getMaxFailureRate());
            into.set(
                    RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL,
                    rate.getFailureIntervalDuration());
            into.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, rate.getDurationBetweenAttempts());
        } else if (strategy instanceof ExponentialDelayRestartStrategyConfiguration growing) {
            type(RestartStrategyType.EXPONENTIAL_DELAY, into);
            into.set(
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                    growing.getInitialBackoffDuration());
            into.set(
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                    growing.getMaxBackoffDuration());
            into.set(
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER,
                    growing.getBackoffMultiplier());
            into.set(
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                    growing.getResetBackoffDurationThreshold());
            into.set(
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR, growing.getJitterFactor());
        } else {
            type(RestartStrategyType.NO_RESTART_STRATEGY, into);
        }
    }

    private static void type(RestartStrategyType type, Configuration into) {
        into.set(RestartStrategyOptions.RESTART_STRATEGY, type.getMainValue());
    }
}
