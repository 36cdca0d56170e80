package dev.weft.api.common.restartstrategy;

import dev.weft.api.common.time.Time;
import dev.weft.configuration.ReadableConfig;
import dev.weft.configuration.RestartStrategyOptions;
import dev.weft.configuration.RestartStrategyOptions.RestartStrategyType;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Descriptions of what happens after a failure, for {@code setRestartStrategy} of the environment. A description holds
 * values only; the cluster acts on it.
 */
public class RestartStrategies {

    /** The first failure fails the job. */
    public static RestartStrategyConfiguration noRestart() {
        return new NoRestartStrategyConfiguration();
    }

    /** What the configuration says, as if the program said nothing. */
    public static RestartStrategyConfiguration fallBackRestart() {
        return new FallbackRestartStrategyConfiguration();
    }

    /**
     * Restarts so many times, each time after the same delay; the next failure fails the job.
     *
     * @param restartAttempts at least 0
     * @param delayBetweenAttempts milliseconds from a failure to the restart, at least 0
     */
    public static RestartStrategyConfiguration fixedDelayRestart(int restartAttempts, long delayBetweenAttempts) {
        return fixedDelayRestart(restartAttempts, Duration.ofMillis(delayBetweenAttempts));
    }

    /** As {@link #fixedDelayRestart(int, Duration)}. */
    public static RestartStrategyConfiguration fixedDelayRestart(int restartAttempts, Time delayInterval) {
        return fixedDelayRestart(restartAttempts, delayInterval.toDuration());
    }

    /**
     * Restarts so many times, each time after the same delay; the next failure fails the job.
     *
     * @param restartAttempts at least 0
     * @param delayInterval from a failure to the restart, not negative
     */
    public static RestartStrategyConfiguration fixedDelayRestart(int restartAttempts, Duration delayInterval) {
        return new FixedDelayRestartStrategyConfiguration(restartAttempts, delayInterval);
    }

    /** As {@link #failureRateRestart(int, Duration, Duration)}. */
    public static FailureRateRestartStrategyConfiguration failureRateRestart(
            int failureRate, Time failureInterval, Time delayInterval) {
        return new FailureRateRestartStrategyConfiguration(failureRate, failureInterval, delayInterval);
    }

    /**
     * Restarts after every failure, unless there have been more than so many within the interval.
     *
     * @param failureRate failures within the interval that are answered by a restart, at least 1
     * @param failureInterval over which failures are counted, positive
     * @param delayInterval from a failure to the restart, not negative
     */
    public static FailureRateRestartStrategyConfiguration failureRateRestart(
            int failureRate, Duration failureInterval, Duration delayInterval) {
        return new FailureRateRestartStrategyConfiguration(failureRate, failureInterval, delayInterval);
    }

    /** As {@link #exponentialDelayRestart(Duration, Duration, double, Duration, double)}. */
    public static ExponentialDelayRestartStrategyConfiguration exponentialDelayRestart(
            Time initialBackoff,
            Time maxBackoff,
            double backoffMultiplier,
            Time resetBackoffThreshold,
            double jitterFactor) {
        return new ExponentialDelayRestartStrategyConfiguration(
                initialBackoff, maxBackoff, backoffMultiplier, resetBackoffThreshold, jitterFactor);
    }

    /**
     * Restarts after every failure, after a delay that grows from failure to failure.
     *
     * @param initialBackoff the first delay, at least 1 ms
     * @param maxBackoff the longest delay, at least the first
     * @param backoffMultiplier the factor from one delay to the next, at least 1
     * @param resetBackoffThreshold after this time without a failure the delay is the first one again, at least 1 ms
     * @param jitterFactor by which part of it the delay varies by chance, from 0 to 1
     */
    public static ExponentialDelayRestartStrategyConfiguration exponentialDelayRestart(
            Duration initialBackoff,
            Duration maxBackoff,
            double backoffMultiplier,
            Duration resetBackoffThreshold,
            double jitterFactor) {
        return new ExponentialDelayRestartStrategyConfiguration(
                initialBackoff, maxBackoff, backoffMultiplier, resetBackoffThreshold, jitterFactor);
    }

    /**
     * The strategy that a configuration describes; empty when it names none.
     *
     * @throws IllegalArgumentException when it names one that does not exist, or gives it a value out of its range
     */
    public static Optional<RestartStrategyConfiguration> fromConfiguration(ReadableConfig configuration) {
        return configuration
                .getOptional(RestartStrategyOptions.RESTART_STRATEGY)
                .map(name -> switch (RestartStrategyType.of(name)) {
                    case NO_RESTART_STRATEGY -> noRestart();
                    case FIXED_DELAY ->
                        fixedDelayRestart(
                                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS),
                                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY));
                    case FAILURE_RATE ->
                        failureRateRestart(
                                configuration.get(
                                        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL),
                                configuration.get(
                                        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL),
                                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY));
                    case EXPONENTIAL_DELAY ->
                        exponentialDelayRestart(
                                configuration.get(
                                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF),
                                configuration.get(
                                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF),
                                configuration.get(
                                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER),
                                configuration.get(
                                        RestartStrategyOptions
                                                .RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD),
                                configuration.get(
                                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR));
                });
    }

    private static Duration atLeast(Duration least, Duration value, String what) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    what + " is " + value.toMillis() + " ms, it must be at least " + least.toMillis() + " ms");
        }
        return value;
    }

    /** Describes one strategy. */
    public abstract static class RestartStrategyConfiguration implements Serializable {
        private static final long serialVersionUID = 1L;

        RestartStrategyConfiguration() {}

        /** One line for people. */
        public abstract String getDescription();

        /** All values, in a fixed order: strategies of one kind with equal values are equal. */
        abstract List<?> values();

        @Override
        public final boolean equals(Object other) {
            return other instanceof RestartStrategyConfiguration that
                    && that.getClass() == getClass()
                    && that.values().equals(values());
        }

        @Override
        public final int hashCode() {
            return Objects.hash(getClass(), values());
        }

        @Override
        public String toString() {
            return getDescription();
        }
    }

    /** Describes that nothing is restarted. */
    public static final class NoRestartStrategyConfiguration extends RestartStrategyConfiguration {
        private static final long serialVersionUID = 1L;

        public NoRestartStrategyConfiguration() {}

        @Override
        public String getDescription() {
            return "No restarts";
        }

        @Override
        List<?> values() {
            return List.of();
        }
    }

    /** Describes that the configuration decides. */
    public static final class FallbackRestartStrategyConfiguration extends RestartStrategyConfiguration {
        private static final long serialVersionUID = 1L;

        public FallbackRestartStrategyConfiguration() {}

        @Override
        public String getDescription() {
            return "As the cluster is configured";
        }

        @Override
        List<?> values() {
            return List.of();
        }
    }

    /** Describes {@link #fixedDelayRestart(int, Duration)}. */
    public static final class FixedDelayRestartStrategyConfiguration extends RestartStrategyConfiguration {
        private static final long serialVersionUID = 1L;

        private final int attempts;
        private final Duration delay;

        FixedDelayRestartStrategyConfiguration(int attempts, Duration delay) {
            if (attempts < 0) {
                throw new IllegalArgumentException("the number of restarts (restart-strategy.fixed-delay.attempts) is "
                        + attempts + ", it must not be negative");
            }
            this.attempts = attempts;
            this.delay = atLeast(Duration.ZERO, delay, "the delay of restarts (restart-strategy.fixed-delay.delay)");
        }

        /** How many restarts there are at most. */
        public int getRestartAttempts() {
            return attempts;
        }

        /** The delay from a failure to the restart. */
        public Time getDelayBetweenAttemptsInterval() {
            return Time.fromDuration(delay);
        }

        /** The delay from a failure to the restart. */
        public Duration getDurationBetweenAttempts() {
            return delay;
        }

        @Override
        public String getDescription() {
            return "At most " + attempts + " restarts, each " + delay.toMillis() + " ms after the failure";
        }

        @Override
        List<?> values() {
            return List.of(attempts, delay);
        }
    }

    /** Describes {@link #failureRateRestart(int, Duration, Duration)}. */
    public static final class FailureRateRestartStrategyConfiguration extends RestartStrategyConfiguration {
        private static final long serialVersionUID = 1L;

        private final int maxFailures;
        private final Duration interval;
        private final Duration delay;

        /** As {@link RestartStrategies#failureRateRestart(int, Time, Time)}. */
        public FailureRateRestartStrategyConfiguration(
                int maxFailureRate, Time failureInterval, Time delayBetweenAttemptsInterval) {
            this(maxFailureRate, failureInterval.toDuration(), delayBetweenAttemptsInterval.toDuration());
        }

        /** As {@link RestartStrategies#failureRateRestart(int, Duration, Duration)}. */
        public FailureRateRestartStrategyConfiguration(
                int maxFailureRate, Duration failureInterval, Duration delayBetweenAttemptsInterval) {
            if (maxFailureRate < 1) {
                throw new IllegalArgumentException(
                        "the number of failures (restart-strategy.failure-rate.max-failures-per-interval) is "
                                + maxFailureRate + ", it must be at least 1");
            }
            this.maxFailures = maxFailureRate;
            this.interval = atLeast(
                    Duration.ofMillis(1),
                    failureInterval,
                    "the interval of failures (restart-strategy.failure-rate.failure-rate-interval)");
            this.delay = atLeast(
                    Duration.ZERO,
                    delayBetweenAttemptsInterval,
                    "the delay of restarts (restart-strategy.failure-rate.delay)");
        }

        /** How many failures within the interval are answered by a restart. */
        public int getMaxFailureRate() {
            return maxFailures;
        }

        /** The time over which failures are counted. */
        public Time getFailureInterval() {
            return Time.fromDuration(interval);
        }

        /** The time over which failures are counted. */
        public Duration getFailureIntervalDuration() {
            return interval;
        }

        /** The delay from a failure to the restart. */
        public Time getDelayBetweenAttemptsInterval() {
            return Time.fromDuration(delay);
        }

        /** The delay from a failure to the restart. */
        public Duration getDurationBetweenAttempts() {
            return delay;
        }

        @Override
        public String getDescription() {
            return "At most " + maxFailures + " restarts within " + interval.toMillis() + " ms, each "
                    + delay.toMillis() + " ms after the failure";
        }

        @Override
        List<?> values() {
            return List.of(maxFailures, interval, delay);
        }
    }

    /** Describes {@link #exponentialDelayRestart(Duration, Duration, double, Duration, double)}. */
    public static final class ExponentialDelayRestartStrategyConfiguration extends RestartStrategyConfiguration {
        private static final long serialVersionUID = 1L;

        private final Duration initialBackoff;
        private final Duration maxBackoff;
        private final double multiplier;
        private final Duration resetThreshold;
        private final double jitter;

        /** As {@code exponentialDelayRestart} with the same arguments. */
        public ExponentialDelayRestartStrategyConfiguration(
                Time initialBackoff,
                Time maxBackoff,
                double backoffMultiplier,
                Time resetBackoffThreshold,
                double jitterFactor) {
            this(
                    initialBackoff.toDuration(),
                    maxBackoff.toDuration(),
                    backoffMultiplier,
                    resetBackoffThreshold.toDuration(),
                    jitterFactor);
        }

        /** As {@code exponentialDelayRestart} with the same arguments. */
        public ExponentialDelayRestartStrategyConfiguration(
                Duration initialBackoff,
                Duration maxBackoff,
                double backoffMultiplier,
                Duration resetBackoffThreshold,
                double jitterFactor) {
            Duration shortest = Duration.ofMillis(1);
            String prefix = "(restart-strategy.exponential-delay.";
            this.initialBackoff = atLeast(shortest, initialBackoff, "the first delay " + prefix + "initial-backoff)");
            this.maxBackoff = atLeast(initialBackoff, maxBackoff, "the longest delay " + prefix + "max-backoff)");
            this.resetThreshold = atLeast(
                    shortest, resetBackoffThreshold, "the time without failure " + prefix + "reset-backoff-threshold)");
            if (!(backoffMultiplier >= 1)) {
                throw new IllegalArgumentException("the factor between delays " + prefix + "backoff-multiplier) is "
                        + backoffMultiplier + ", it must be at least 1");
            }
            if (!(jitterFactor >= 0 && jitterFactor <= 1)) {
                throw new IllegalArgumentException(
                        "the jitter " + prefix + "jitter-factor) is " + jitterFactor + ", it must be from 0 to 1");
            }
            this.multiplier = backoffMultiplier;
            this.jitter = jitterFactor;
        }

        /** The first delay. */
        public Time getInitialBackoff() {
            return Time.fromDuration(initialBackoff);
        }

        /** The first delay. */
        public Duration getInitialBackoffDuration() {
            return initialBackoff;
        }

        /** The longest delay. */
        public Time getMaxBackoff() {
            return Time.fromDuration(maxBackoff);
        }

        /** The longest delay. */
        public Duration getMaxBackoffDuration() {
            return maxBackoff;
        }

        /** The factor from one delay to the next. */
        public double getBackoffMultiplier() {
            return multiplier;
        }

        /** After this time without a failure the delay is the first one again. */
        public Time getResetBackoffThreshold() {
            return Time.fromDuration(resetThreshold);
        }

        /** After this time without a failure the delay is the first one again. */
        public Duration getResetBackoffDurationThreshold() {
            return resetThreshold;
        }

        /** By which part of it the delay varies by chance. */
        public double getJitterFactor() {
            return jitter;
        }

        @Override
        public String getDescription() {
            return "Restarts after " + initialBackoff.toMillis() + " ms, then " + multiplier
                    + " times as long after every failure, at most " + maxBackoff.toMillis() + " ms, with a jitter of "
                    + jitter + "; begins anew after " + resetThreshold.toMillis() + " ms without a failure";
        }

        @Override
        List<?> values() {
            return List.of(initialBackoff, maxBackoff, multiplier, resetThreshold, jitter);
        }
    }
}
