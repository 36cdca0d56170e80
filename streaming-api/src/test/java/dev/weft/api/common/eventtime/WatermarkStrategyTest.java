package dev.weft.api.common.eventtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.metrics.MetricGroup;
import dev.weft.util.clock.RelativeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatermarkStrategyTest {
    private final RecordingOutput output = new RecordingOutput();
    private final ManualClock clock = new ManualClock();

    private <T> WatermarkGenerator<T> generator(WatermarkStrategy<T> strategy) {
        return strategy.createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
            @Override
            public MetricGroup getMetricGroup() {
                throw new UnsupportedOperationException("no metrics here");
            }

            @Override
            public RelativeClock getInputActivityClock() {
                return clock;
            }
        });
    }

    private static TimestampAssignerSupplier.Context assignerContext() {
        return () -> {
            throw new UnsupportedOperationException("no metrics here");
        };
    }

    @Test
    void monotonousTimestampsAreFollowedByOneMillisecond() {
        WatermarkGenerator<String> generator = generator(WatermarkStrategy.forMonotonousTimestamps());
        generator.onEvent("a", 10, output);
        generator.onPeriodicEmit(output);
        generator.onEvent("b", 7, output);
        generator.onPeriodicEmit(output);

        assertThat(output.heard).containsExactly("9", "9");
    }

    @Test
    void outOfOrdernessKeepsItsDistance() {
        WatermarkGenerator<String> generator =
                generator(WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(5)));
        generator.onPeriodicEmit(output);
        generator.onEvent("a", 100, output);
        generator.onPeriodicEmit(output);

        assertThat(output.heard).containsExactly(String.valueOf(Long.MIN_VALUE), "94");
        assertThatThrownBy(() -> generator(WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(-1))))
                .hasMessageContaining("negative");
    }

    @Test
    void withoutWatermarksNothingIsEmitted() {
        WatermarkGenerator<String> generator = generator(WatermarkStrategy.noWatermarks());
        generator.onEvent("a", 10, output);
        generator.onPeriodicEmit(output);

        assertThat(output.heard).isEmpty();
    }

    @Test
    void anInputWithoutElementsBecomesIdleAndActiveAgain() {
        WatermarkGenerator<String> generator =
                generator(WatermarkStrategy.<String>forMonotonousTimestamps().withIdleness(Duration.ofMillis(10)));
        generator.onEvent("a", 5, output);
        clock.nanos += 10_000_000;
        generator.onPeriodicEmit(output);
        clock.nanos += 1;
        generator.onPeriodicEmit(output);
        generator.onPeriodicEmit(output);
        generator.onEvent("b", 6, output);
        generator.onPeriodicEmit(output);

        assertThat(output.heard).containsExactly("4", "idle", "active", "5");
        assertThatThrownBy(() -> WatermarkStrategy.noWatermarks().withIdleness(Duration.ZERO))
                .hasMessageContaining("above zero");
    }

    @Test
    void theAssignerReplacesTheRecordsTimestamp() {
        WatermarkStrategy<Long> strategy = WatermarkStrategy.<Long>forMonotonousTimestamps()
                .withTimestampAssigner((element, recordTimestamp) -> element * 2)
                .withIdleness(Duration.ofSeconds(1));

        assertThat(strategy.createTimestampAssigner(assignerContext()).extractTimestamp(21L, 3))
                .isEqualTo(42);
        assertThat(WatermarkStrategy.<Long>noWatermarks()
                        .createTimestampAssigner(assignerContext())
                        .extractTimestamp(21L, 3))
                .isEqualTo(3);
    }

    @Test
    void alignmentIsKeptThroughOtherSettings() {
        WatermarkAlignmentParams alignment = WatermarkStrategy.noWatermarks()
                .withWatermarkAlignment("group", Duration.ofSeconds(20))
                .withIdleness(Duration.ofSeconds(1))
                .getAlignmentParameters();

        assertThat(alignment.isEnabled()).isTrue();
        assertThat(alignment.getWatermarkGroup()).isEqualTo("group");
        assertThat(alignment.getMaxAllowedWatermarkDrift()).isEqualTo(20_000);
        assertThat(alignment.getUpdateInterval()).isEqualTo(1_000);
        assertThat(WatermarkStrategy.noWatermarks().getAlignmentParameters().isEnabled())
                .isFalse();
    }

    private static final class ManualClock implements RelativeClock {
        long nanos;

        @Override
        public long relativeTimeMillis() {
            return nanos / 1_000_000;
        }

        @Override
        public long relativeTimeNanos() {
            return nanos;
        }
    }

    private static final class RecordingOutput implements WatermarkOutput {
        final List<String> heard = new ArrayList<>();

        @Override
        public void emitWatermark(Watermark watermark) {
            heard.add(String.valueOf(watermark.getTimestamp()));
        }

        @Override
        public void markIdle() {
            heard.add("idle");
        }

        @Override
        public void markActive() {
            heard.add("active");
        }
    }
}
