package dev.weft.configuration;

import dev.weft.configuration.description.TextElement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Options that say whether, how often and after which delay a failed job is restarted. */
public class RestartStrategyOptions {

    /** What all keys of these options begin with. */
    public static final String RESTART_STRATEGY_CONFIG_PREFIX = "restart-strategy";

    public static final ConfigOption<String> RESTART_STRATEGY = ConfigOptions.key("restart-strategy.type")
            .stringType()
            .noDefaultValue()
            .withDeprecatedKeys("restart-strategy")
            .withDescription("Whether a failed job is restarted: none (off, disable), fixed-delay (fixeddelay),"
                    + " failure-rate (failurerate) or exponential-delay (exponentialdelay).");

    public static final ConfigOption<Integer> RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS = ConfigOptions.key(
                    "restart-strategy.fixed-delay.attempts")
            .intType()
            .defaultValue(1)
            .withDescription("How often fixed-delay restarts a job before the next failure fails it.");

    public static final ConfigOption<Duration> RESTART_STRATEGY_FIXED_DELAY_DELAY = ConfigOptions.key(
                    "restart-strategy.fixed-delay.delay")
            .durationType()
            .defaultValue(Duration.ofSeconds(1))
            .withDescription("How long fixed-delay waits between a failure and the restart.");

    public static final ConfigOption<Integer> RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL =
            ConfigOptions.key("restart-strategy.failure-rate.max-failures-per-interval")
                    .intType()
                    .defaultValue(1)
                    .withDescription("How many failures within the interval failure-rate answers by a restart.");

    public static final ConfigOption<Duration> RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL = ConfigOptions.key(
                    "restart-strategy.failure-rate.failure-rate-interval")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("The interval over which failure-rate counts.");

    public static final ConfigOption<Duration> RESTART_STRATEGY_FAILURE_RATE_DELAY = ConfigOptions.key(
                    "restart-strategy.failure-rate.delay")
            .durationType()
            .defaultValue(Duration.ofSeconds(1))
            .withDescription("How long failure-rate waits between a failure and the restart.");

    public static final ConfigOption<Duration> RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF = ConfigOptions.key(
                    "restart-strategy.exponential-delay.initial-backoff")
            .durationType()
            .defaultValue(Duration.ofSeconds(1))
            .withDescription("How long exponential-delay waits after the first failure.");

    public static final ConfigOption<Duration> RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF = ConfigOptions.key(
                    "restart-strategy.exponential-delay.max-backoff")
            .durationType()
            .defaultValue(Duration.ofMinutes(1))
            .withDescription("The longest time that exponential-delay waits.");

    public static final ConfigOption<Double> RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER = ConfigOptions.key(
                    "restart-strategy.exponential-delay.backoff-multiplier")
            .doubleType()
            .defaultValue(1.5)
            .withDescription("The factor between one wait of exponential-delay and the next.");

    public static final ConfigOption<Duration> RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD =
            ConfigOptions.key("restart-strategy.exponential-delay.reset-backoff-threshold")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription("After this time without a failure exponential-delay begins anew.");

    public static final ConfigOption<Double> RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR = ConfigOptions.key(
                    "restart-strategy.exponential-delay.jitter-factor")
            .doubleType()
            .defaultValue(0.1)
            .withDescription("The part of the wait by which it is longer or shorter by chance, so that many jobs do not"
                    + " restart at the same moment.");

    public static final ConfigOption<Integer> RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS = ConfigOptions.key(
                    "restart-strategy.exponential-delay.attempts-before-reset-backoff")
            .intType()
            .defaultValue(Integer.MAX_VALUE)
            .withDescription("How often exponential-delay restarts a job without a reset of its wait before the next"
                    + " failure fails it.");

    /** The strategies, by the names that a configuration may give them. */
    public enum RestartStrategyType {
        NO_RESTART_STRATEGY("none", "off", "disable"),
        FIXED_DELAY("fixed-delay", "fixeddelay"),
        FAILURE_RATE("failure-rate", "failurerate"),
        EXPONENTIAL_DELAY("exponential-delay", "exponentialdelay");

        private final List<String> names;

        RestartStrategyType(String... names) {
            this.names = List.of(names);
        }

        /** The name that documentation uses. */
        public String getMainValue() {
            return names.get(0);
        }

        /** All names, in lower case. */
        public Set<String> getAllAvailableValues() {
            return new TreeSet<>(names);
        }

        /** All names as parts of a description. */
        public TextElement[] getAllTextElement() {
            return names.stream().map(TextElement::code).toArray(TextElement[]::new);
        }

        /**
         * The strategy of that name, in any capitals.
         *
         * @throws IllegalArgumentException when none has it
         */
        public static RestartStrategyType of(String name) {
            String wanted = name.strip().toLowerCase(Locale.ROOT);
            Optional<RestartStrategyType> found = Arrays.stream(values())
                    .filter(type -> type.names.contains(wanted))
                    .findFirst();
            return found.orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no restart strategy"
                    + " (restart-strategy.type): use none, fixed-delay, failure-rate or exponential-delay"));
        }
    }
}
