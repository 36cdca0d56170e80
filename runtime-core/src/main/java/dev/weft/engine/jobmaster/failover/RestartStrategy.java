package dev.weft.engine.jobmaster.failover;

import dev.weft.api.common.restartstrategy.RestartStrategies;
import dev.weft.api.common.restartstrategy.RestartStrategies.ExponentialDelayRestartStrategyConfiguration;
import dev.weft.api.common.restartstrategy.RestartStrategies.FailureRateRestartStrategyConfiguration;
import dev.weft.api.common.restartstrategy.RestartStrategies.FixedDelayRestartStrategyConfiguration;
import dev.weft.api.common.restartstrategy.RestartStrategies.RestartStrategyConfiguration;
import dev.weft.configuration.ReadableConfig;
import dev.weft.configuration.RestartStrategyOptions;
import dev.weft.engine.common.LoopOwned;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decides whether a job may restart after a failure, and after which delay. Asked once for every failure that does not
 * join a pending restart. Stateful; belongs to one job and its JobMaster's loop.
 */
@LoopOwned
public interface RestartStrategy {

    /**
     * Counts a failure and decides.
     *
     * @param nowNs monotonic, never lower than at the last call
     */
    Decision onFailure(long nowNs);

    /** The decision. */
    sealed interface Decision {
        /** Restart after this delay. */
        record Restart(Duration delay) implements Decision {}

        /**
         * The job fails.
         *
         * @param why for people; empty when no restart was ever to be expected
         */
        record GiveUp(String why) implements Decision {}
    }

    /**
     * The strategy that a job's configuration names. Without a name, a job with periodic checkpoints is restarted with
     * exponential delay, any other is not restarted.
     *
     * @param checkpointed whether the job takes periodic checkpoints
     * @param chance where jitter comes from
     * @throws IllegalArgumentException for a name that does not exist or a value out of its range
     */
    static RestartStrategy of(ReadableConfig job, boolean checkpointed, RandomGenerator chance) {
        RestartStrategyConfiguration described = RestartStrategies.fromConfiguration(job)
                .orElseGet(() -> checkpointed ? exponentialDelay(job) : RestartStrategies.noRestart());
        if (described instanceof FixedDelayRestartStrategyConfiguration fixed) {
            return new FixedDelay(fixed.getRestartAttempts(), fixed.getDurationBetweenAttempts());
        }
        if (described instanceof FailureRateRestartStrategyConfiguration rate) {
            return new FailureRate(
                    rate.getMaxFailureRate(), rate.getFailureIntervalDuration(), rate.getDurationBetweenAttempts());
        }
        if (described instanceof ExponentialDelayRestartStrategyConfiguration growing) {
            return new ExponentialDelay(
                    growing, job.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS), chance);
        }
        return nowNs -> new Decision.GiveUp("");
    }

    private static RestartStrategyConfiguration exponentialDelay(ReadableConfig job) {
        return RestartStrategies.exponentialDelayRestart(
                job.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF),
                job.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF),
                job.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER),
                job.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD),
                job.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR));
    }
}
