package dev.weft.streaming.runtime.operators.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.eventtime.TimestampAssigner;
import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.common.eventtime.WatermarkOutput;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.streaming.api.functions.AscendingTimestampExtractor;
import dev.weft.streaming.api.functions.AssignerWithPunctuatedWatermarks;
import dev.weft.streaming.api.functions.timestamps.BoundedOutOfOrdernessTimestampExtractor;
import dev.weft.streaming.api.windowing.time.Time;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OlderAssignersTest {
    private final List<Long> watermarks = new ArrayList<>();
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    };

    private static final class Late extends BoundedOutOfOrdernessTimestampExtractor<Long> {
        private static final long serialVersionUID = 1L;

        Late(long by) {
            super(Time.milliseconds(by));
        }

        @Override
        public long extractTimestamp(Long element) {
            return element;
        }
    }

    private static final class Ascending extends AscendingTimestampExtractor<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public long extractAscendingTimestamp(Long element) {
            return element;
        }
    }

    /** Elements that end in 5 are followed by a watermark. */
    private static final class Fives implements AssignerWithPunctuatedWatermarks<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public long extractTimestamp(Long element, long previous) {
            return element;
        }

        @Override
        public dev.weft.streaming.api.watermark.Watermark checkAndGetNextWatermark(Long last, long timestamp) {
            return last % 10 == 5 ? new dev.weft.streaming.api.watermark.Watermark(timestamp) : null;
        }
    }

    private void run(WatermarkStrategy<Long> strategy, long... elements) {
        TimestampAssigner<Long> assigner = strategy.createTimestampAssigner(null);
        WatermarkGenerator<Long> generator = strategy.createWatermarkGenerator(null);
        for (long element : elements) {
            generator.onPeriodicEmit(output);
            generator.onEvent(element, assigner.extractTimestamp(element, Long.MIN_VALUE), output);
        }
        generator.onPeriodicEmit(output);
    }

    @Test
    void aPeriodicAssignerIsAskedOnEveryTick() {
        run(new AssignerWithPeriodicWatermarksAdapter.Strategy<>(new Late(10)), 100, 95, 200);
        assertThat(watermarks).containsExactly(90L, 90L, 190L);
    }

    @Test
    void aPunctuatedAssignerIsAskedAfterEveryElement() {
        run(new AssignerWithPunctuatedWatermarksAdapter.Strategy<>(new Fives()), 3, 15, 16, 25);
        assertThat(watermarks).containsExactly(15L, 25L);
    }

    @Test
    void noWatermarkFallsBelowTheLowest() {
        run(new AssignerWithPeriodicWatermarksAdapter.Strategy<>(new Late(10)), Long.MIN_VALUE + 5);
        assertThat(watermarks).isEmpty();
    }

    @Test
    void timestampsThatFallGoToTheHandler() {
        List<Long> violations = new ArrayList<>();
        Ascending ascending = new Ascending();
        ascending.withViolationHandler((timestamp, last) -> violations.addAll(List.of(timestamp, last)));
        run(new AssignerWithPeriodicWatermarksAdapter.Strategy<>(ascending), 10, 8, 12);
        assertThat(violations).containsExactly(8L, 10L);
        assertThat(watermarks).containsExactly(9L, 9L, 11L);
    }

    @Test
    void theFailingHandlerNamesBothTimestamps() {
        Ascending ascending = new Ascending();
        ascending.withViolationHandler(
                new dev.weft.streaming.api.functions.timestamps.AscendingTimestampExtractor.FailingHandler());
        assertThatThrownBy(() -> run(new AssignerWithPeriodicWatermarksAdapter.Strategy<>(ascending), 10, 8))
                .hasMessageContaining("timestamp 8 is below 10")
                .hasMessageContaining("forBoundedOutOfOrderness");
    }
}
