package dev.weft.api.common.restartstrategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.time.Time;
import dev.weft.configuration.Configuration;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestartStrategiesTest {

    private static Configuration configuration(String... keysAndValues) {
        Configuration configuration = new Configuration();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration.addAll(Configuration.fromMap(Map.of(keysAndValues[i], keysAndValues[i + 1])));
        }
        return configuration;
    }

    @Test
    void bothSpellingsOfTheKeyAndOfTheNamesAreUnderstood() {
        assertThat(RestartStrategies.fromConfiguration(configuration("restart-strategy", "FixedDelay")))
                .contains(RestartStrategies.fixedDelayRestart(1, 1000L));
        assertThat(RestartStrategies.fromConfiguration(configuration(
                        "restart-strategy.type", "fixed-delay",
                        "restart-strategy.fixed-delay.attempts", "7",
                        "restart-strategy.fixed-delay.delay", "3 s")))
                .contains(RestartStrategies.fixedDelayRestart(7, Duration.ofSeconds(3)));
        for (String off : new String[] {"none", "off", "disable"}) {
            assertThat(RestartStrategies.fromConfiguration(configuration("restart-strategy.type", off)))
                    .contains(RestartStrategies.noRestart());
        }
        assertThat(RestartStrategies.fromConfiguration(configuration())).isEmpty();
    }

    @Test
    void everyStrategyIsReadWithItsOptions() {
        assertThat(RestartStrategies.fromConfiguration(configuration(
                        "restart-strategy", "failure-rate",
                        "restart-strategy.failure-rate.max-failures-per-interval", "3",
                        "restart-strategy.failure-rate.failure-rate-interval", "5 min",
                        "restart-strategy.failure-rate.delay", "10 s")))
                .contains(RestartStrategies.failureRateRestart(3, Time.minutes(5), Time.seconds(10)));
        assertThat(RestartStrategies.fromConfiguration(configuration(
                        "restart-strategy.type", "exponential-delay",
                        "restart-strategy.exponential-delay.initial-backoff", "2 s",
                        "restart-strategy.exponential-delay.max-backoff", "20 s",
                        "restart-strategy.exponential-delay.backoff-multiplier", "1.4",
                        "restart-strategy.exponential-delay.reset-backoff-threshold", "8 h",
                        "restart-strategy.exponential-delay.jitter-factor", "0.3")))
                .contains(RestartStrategies.exponentialDelayRestart(
                        Time.seconds(2), Time.seconds(20), 1.4, Time.hours(8), 0.3));
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> RestartStrategies.fromConfiguration(configuration("restart-strategy", "sometimes")))
                .hasMessage("'sometimes' is no restart strategy (restart-strategy.type): use none, fixed-delay,"
                        + " failure-rate or exponential-delay");
    }

    @Test
    void valuesOutOfTheirRangesAreRefusedWithTheirKeys() {
        assertThatThrownBy(() -> RestartStrategies.fixedDelayRestart(-1, 10L))
                .hasMessageContaining("restart-strategy.fixed-delay.attempts) is -1");
        assertThatThrownBy(() -> RestartStrategies.failureRateRestart(0, Time.minutes(1), Time.seconds(1)))
                .hasMessageContaining("max-failures-per-interval) is 0");
        assertThatThrownBy(() -> RestartStrategies.exponentialDelayRestart(
                        Duration.ofSeconds(2), Duration.ofSeconds(1), 2, Duration.ofHours(1), 0.1))
                .hasMessageContaining("max-backoff) is 1000 ms, it must be at least 2000 ms");
        assertThatThrownBy(() -> RestartStrategies.exponentialDelayRestart(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), Double.NaN, Duration.ofHours(1), 0.1))
                .hasMessageContaining("backoff-multiplier) is NaN");
    }

    @Test
    void whatTheProgramSaysGoesOverTheConfiguration() {
        ExecutionConfig config = new ExecutionConfig(configuration(
                "restart-strategy", "failure-rate", "restart-strategy.failure-rate.max-failures-per-interval", "9"));
        config.setRestartStrategy(RestartStrategies.fixedDelayRestart(2, 5L));
        assertThat(config.getRestartStrategy()).isEqualTo(RestartStrategies.fixedDelayRestart(2, 5L));
        config.setRestartStrategy(RestartStrategies.fallBackRestart());
        assertThat(config.getRestartStrategy())
                .isEqualTo(RestartStrategies.failureRateRestart(9, Time.minutes(1), Time.seconds(1)));
    }

    @Test
    void retriesAreRestartsAfterAFixedDelayUnlessAStrategyIsGiven() {
        ExecutionConfig config = new ExecutionConfig();
        assertThat(config.getRestartStrategy()).isEqualTo(RestartStrategies.fallBackRestart());
        config.setNumberOfExecutionRetries(3);
        assertThat(config.getRestartStrategy()).isEqualTo(RestartStrategies.fixedDelayRestart(3, 10_000L));
        config.setExecutionRetryDelay(1);
        assertThat(config.getRestartStrategy()).isEqualTo(RestartStrategies.fixedDelayRestart(3, 1L));
        config.setRestartStrategy(RestartStrategies.noRestart());
        assertThat(config.copy().getRestartStrategy()).isEqualTo(RestartStrategies.noRestart());
        config.setRestartStrategy(RestartStrategies.fallBackRestart());
        config.setNumberOfExecutionRetries(0);
        assertThat(config.getRestartStrategy()).isEqualTo(RestartStrategies.noRestart());
        config.setNumberOfExecutionRetries(-1);
        assertThat(config.getRestartStrategy()).isEqualTo(RestartStrategies.fallBackRestart());
        assertThatThrownBy(() -> config.setNumberOfExecutionRetries(-2)).hasMessageContaining("is -2");
    }

    @Test
    void theEnvironmentWritesTheStrategyIntoWhatTravelsWithTheJob() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        env.setRestartStrategy(RestartStrategies.fixedDelayRestart(Integer.MAX_VALUE, Duration.ofMillis(20)));
        assertThat(RestartStrategies.fromConfiguration(env.getConfiguration())).contains(env.getRestartStrategy());
    }
}
