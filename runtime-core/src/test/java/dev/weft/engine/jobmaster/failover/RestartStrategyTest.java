package dev.weft.engine.jobmaster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.restartstrategy.RestartStrategies;
import dev.weft.api.common.restartstrategy.RestartStrategies.RestartStrategyConfiguration;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.RestartStrategyOptions;
import dev.weft.engine.jobmaster.failover.RestartStrategy.Decision;
import dev.weft.engine.jobmaster.failover.RestartStrategy.Decision.GiveUp;
import dev.weft.engine.jobmaster.failover.RestartStrategy.Decision.Restart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestartStrategyTest {

    private static final long SECOND = 1_000_000_000L;

    private static RestartStrategy of(RestartStrategyConfiguration described) {
        return of(described, new Configuration(), 1);
    }

    private static RestartStrategy of(RestartStrategyConfiguration described, Configuration settings, long seed) {
        ExecutionConfig config = new ExecutionConfig(settings);
        config.setRestartStrategy(described);
        return RestartStrategy.of(settings, false, new Random(seed));
    }

    @Test
    void aJobThatSaysNothingIsNotRestarted() {
        assertThat(RestartStrategy.of(new Configuration(), false, new Random(1)).onFailure(0))
                .isEqualTo(new GiveUp(""));
        assertThat(of(RestartStrategies.noRestart()).onFailure(0)).isEqualTo(new GiveUp(""));
    }

    @Test
    void aFixedDelayRestartsSoManyTimesWheneverThatIs() {
        RestartStrategy strategy = of(RestartStrategies.fixedDelayRestart(2, Duration.ofSeconds(3)));
        assertThat(strategy.onFailure(0)).isEqualTo(new Restart(Duration.ofSeconds(3)));
        assertThat(strategy.onFailure(1_000_000 * SECOND)).isEqualTo(new Restart(Duration.ofSeconds(3)));
        assertThat(strategy.onFailure(2_000_000 * SECOND))
                .isEqualTo(new GiveUp(
                        "it was restarted 2 times, as often as restart-strategy.fixed-delay.attempts allows"));
        assertThat(of(RestartStrategies.fixedDelayRestart(0, 0L)).onFailure(0)).isInstanceOf(GiveUp.class);
    }

    @Test
    void aFailureRateForgetsFailuresThatAreOlderThanItsInterval() {
        RestartStrategy strategy =
                of(RestartStrategies.failureRateRestart(2, Duration.ofSeconds(10), Duration.ofSeconds(1)));
        assertThat(strategy.onFailure(0)).isInstanceOf(Restart.class);
        assertThat(strategy.onFailure(9 * SECOND)).isInstanceOf(Restart.class);
        assertThat(strategy.onFailure(10 * SECOND))
                .as("the first failure is 10 s ago")
                .isEqualTo(new Restart(Duration.ofSeconds(1)));
        assertThat(strategy.onFailure(10 * SECOND))
                .isEqualTo(new GiveUp("it has failed 3 times within 10000 ms, more than"
                        + " restart-strategy.failure-rate.max-failures-per-interval = 2 allows"));
    }

    /** Against the definition: a restart iff fewer than so many restarts were decided within the interval before. */
    @Test
    void aFailureRateDecidesAsItsDefinitionDoes() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int max = 1 + random.nextInt(4);
            RestartStrategy strategy =
                    of(RestartStrategies.failureRateRestart(max, Duration.ofSeconds(10), Duration.ZERO));
            List<Long> restarts = new ArrayList<>();
            long nowNs = 0;
            for (int i = 0; i < 100; i++) {
                nowNs += random.nextInt(6) * SECOND;
                long now = nowNs;
                long recent =
                        restarts.stream().filter(at -> now - at < 10 * SECOND).count();
                boolean restart = strategy.onFailure(nowNs) instanceof Restart;
                assertThat(restart).as("seed %d, failure %d", seed, i).isEqualTo(recent < max);
                if (restart) {
                    restarts.add(nowNs);
                }
            }
        }
    }

    private static RestartStrategyConfiguration growing(double jitter) {
        return RestartStrategies.exponentialDelayRestart(
                Duration.ofSeconds(1), Duration.ofSeconds(10), 2, Duration.ofMinutes(1), jitter);
    }

    private static Duration delay(Decision decision) {
        return ((Restart) decision).delay();
    }

    @Test
    void anExponentialDelayGrowsUpToItsLimitAndBeginsAnewAfterARest() {
        RestartStrategy strategy = of(growing(0));
        long nowNs = 0;
        for (long expected : new long[] {1, 2, 4, 8, 10, 10}) {
            Duration delay = delay(strategy.onFailure(nowNs));
            assertThat(delay).isEqualTo(Duration.ofSeconds(expected));
            nowNs += delay.toNanos() + 59 * SECOND;
        }
        assertThat(delay(strategy.onFailure(nowNs + SECOND)))
                .as("a minute after the last restart")
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anExponentialDelayGivesUpAfterSoManyRestartsWithoutARest() {
        Configuration settings = new Configuration();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 2);
        RestartStrategy strategy = of(growing(0), settings, 1);
        assertThat(strategy.onFailure(0)).isInstanceOf(Restart.class);
        assertThat(strategy.onFailure(2 * SECOND)).isInstanceOf(Restart.class);
        assertThat(strategy.onFailure(5 * SECOND)).isInstanceOf(GiveUp.class);
        assertThat(strategy.onFailure(100 * SECOND))
                .as("after a rest it counts anew")
                .isInstanceOf(Restart.class);
    }

    @Test
    void jitterMovesTheDelayWithinItsPartAndTheSameSeedGivesTheSameDelays() {
        for (int seed = 0; seed < 100; seed++) {
            RestartStrategy one = of(growing(0.5), new Configuration(), seed);
            RestartStrategy other = of(growing(0.5), new Configuration(), seed);
            double undisturbedMs = 1000;
            long nowNs = 0;
            for (int i = 0; i < 10; i++) {
                Duration delay = delay(one.onFailure(nowNs));
                assertThat(delay(other.onFailure(nowNs))).isEqualTo(delay);
                assertThat((double) delay.toMillis())
                        .as("seed %d, failure %d", seed, i)
                        .isBetween(undisturbedMs / 2 - 1, Math.min(10_000, undisturbedMs * 1.5));
                undisturbedMs = Math.min(10_000, undisturbedMs * 2);
                nowNs += delay.toNanos() + SECOND;
            }
        }
    }
}
