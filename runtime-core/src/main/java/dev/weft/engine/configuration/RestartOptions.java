package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.RestartStrategyOptions;
import dev.weft.engine.configuration.OptionSpec.Kind;
import java.time.Duration;

/** Options of the restart and failover strategies. A program may also set {@code restart-strategy.*}. */
public final class RestartOptions {

    static final OptionSection SECTION = new OptionSection("Failures and restarts");

    /** The scope of a restart. */
    public enum FailoverStrategy {
        /** All tasks of the job. */
        FULL,
        /** The failed tasks' region: the tasks that are connected with them. */
        REGION
    }

    static {
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY,
                Kind.TEXT,
                "Whether a failed job is restarted: none (or off, disable), fixed-delay (fixeddelay), failure-rate"
                        + " (failurerate) or exponential-delay (exponentialdelay). Without it a job with periodic"
                        + " checkpoints is restarted with exponential-delay, and any other is not restarted.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                Kind.INTEGER,
                "fixed-delay: restarts in the life of a job; the next failure fails it.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                Kind.DURATION,
                "fixed-delay: time between a failure and the restart.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL,
                Kind.INTEGER,
                "failure-rate: restarts allowed within the interval; the next failure fails the job.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL,
                Kind.DURATION,
                "failure-rate: the interval over which failures are counted.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY,
                Kind.DURATION,
                "failure-rate: time between a failure and the restart.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Kind.DURATION,
                "exponential-delay: time between the first failure and its restart.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Kind.DURATION,
                "exponential-delay: the longest time between a failure and its restart.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER,
                Kind.FRACTION,
                "exponential-delay: factor from one delay to the next, at least 1.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Kind.DURATION,
                "exponential-delay: time without a failure after which the delay is reset.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR,
                Kind.FRACTION,
                "exponential-delay: jitter, the fraction of the delay, from 0 to 1, by which it varies at random.");
        SECTION.adopt(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS,
                Kind.INTEGER,
                "exponential-delay: restarts before the delay is reset; the next failure fails the job.");
    }

    public static final ConfigOption<FailoverStrategy> FAILOVER_STRATEGY = SECTION.choice(
                    "jobmanager.execution.failover-strategy", FailoverStrategy.class)
            .does(
                    "Scope of a restart: the whole job (full), or the regions of connected tasks that have failed (region).")
            .defaultsTo(FailoverStrategy.REGION);

    public static final ConfigOption<Integer> EXCEPTION_HISTORY = SECTION.integer("web.exception-history-size")
            .between(1, 1000)
            .does("Entries of a job's failure history that are kept; the oldest are dropped.")
            .defaultsTo(16);

    public static final ConfigOption<Duration> CANCELLATION_INTERVAL = SECTION.duration("task.cancellation.interval")
            .atLeast(Duration.ofMillis(1))
            .does("Time between two interrupts of a task that was cancelled and has not ended.")
            .defaultsTo(Duration.ofSeconds(30));

    public static final ConfigOption<Duration> CANCELLATION_TIMEOUT = SECTION.duration("task.cancellation.timeout")
            .atLeast(Duration.ZERO)
            .does("Time that a task has to end after it was cancelled before its process is stopped; 0 waits for ever.")
            .defaultsTo(Duration.ofMinutes(3));

    private RestartOptions() {}
}
