package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.Combinable;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.windowing.assigners.GlobalWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingProcessingTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.ContinuousProcessingTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.ProcessingTimeoutTrigger;
import dev.weft.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where time of one kind meets time of the other, or is over. */
@SuppressWarnings("try") // closing may be interrupted
final class WindowFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger ADDITIONS = new AtomicInteger();

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    private static <OUT> KeyedOneInputStreamOperatorTestHarness<Long, Long, OUT> harness(
            Function<KeyedStream<Long, Long>, SingleOutputStreamOperator<OUT>> operator) {
        return new KeyedOneInputStreamOperatorTestHarness<>(Types.LONG, number -> number % 10, Types.LONG, operator);
    }

    /** FLINK-33192. */
    @Test
    void aWindowIsTakenAwayAtItsEndThoughItsTriggerGaveUpItsTimer() throws Exception {
        try (var windows = harness(stream -> stream.window(TumblingEventTimeWindows.of(ms(100)))
                .trigger(ProcessingTimeoutTrigger.of(EventTimeTrigger.create(), ms(50)))
                .reduce(Long::sum))) {
            windows.open();
            windows.processElement(11L, 10);
            windows.setProcessingTime(50);
            assertThat(windows.extractOutputValues()).as("by the timeout").containsExactly(11L);
            windows.processWatermark(99);
            assertThat(windows.extractOutputValues()).as("at the end").containsExactly(11L, 11L);
            windows.processElement(21L, 20);
            assertThat(windows.extractOutputValues()).as("late").hasSize(2);
        }
    }

    @Test
    void aWindowWithoutAnEndFiresOnceMoreWhenAllTimeIsOver() throws Exception {
        try (var windows = harness(stream -> stream.window(GlobalWindows.create())
                .trigger(ContinuousEventTimeTrigger.of(ms(100)))
                .reduce(Long::sum))) {
            windows.open();
            windows.processElement(11L, 10);
            windows.processElement(21L, 150);
            windows.processWatermark(150);
            assertThat(windows.extractOutputValues()).containsExactly(32L);
            windows.getOutput().clear();
            assertTimeoutPreemptively(SOON, () -> windows.processWatermark(Long.MAX_VALUE));
            assertThat(windows.extractOutputValues()).containsExactly(32L, 32L);
        }
    }

    @Test
    void aWindowOfEventTimeLongAgoFiresAtIntervalsOfTheClock() throws Exception {
        try (var windows = harness(stream -> stream.window(TumblingEventTimeWindows.of(ms(100)))
                .trigger(ContinuousProcessingTimeTrigger.of(ms(30)))
                .reduce(Long::sum))) {
            windows.setProcessingTime(1_000_000);
            windows.open();
            windows.processElement(11L, 10);
            assertTimeoutPreemptively(SOON, () -> windows.setProcessingTime(1_000_070));
            assertThat(windows.extractOutputValues()).containsExactly(11L, 11L);
            windows.processWatermark(99);
            windows.setProcessingTime(1_001_000);
            assertThat(windows.extractOutputValues()).as("after its end").hasSize(2);
        }
    }

    /** Counts how often it is given an element. */
    @Combinable
    private static final class Counted implements AggregateFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Long value, Long accumulator) {
            ADDITIONS.incrementAndGet();
            return accumulator + value;
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long one, Long other) {
            return one + other;
        }
    }

    @Test
    void anElementIsAddedOnceHoweverManyWindowsOfTheClockItIsIn() throws Exception {
        ADDITIONS.set(0);
        try (var windows = harness(stream ->
                stream.window(SlidingProcessingTimeWindows.of(ms(1000), ms(1))).aggregate(new Counted()))) {
            windows.setProcessingTime(5000);
            windows.open();
            for (long number = 1; number <= 50; number++) {
                windows.processElement(number * 10, 0);
            }
            assertThat(ADDITIONS).hasValue(50);
            windows.setProcessingTime(7000);
            assertThat(windows.extractOutputValues()).hasSize(1000).containsOnly(12750L);
        }
    }

    /** Merges that programs have because nobody calls them. */
    private enum Merge {
        NULL,
        FAILURE,
        ONE_SIDE,
        WRONG_ORDER;

        String of(String one, String other) {
            return switch (this) {
                case NULL -> null;
                case FAILURE -> throw new UnsupportedOperationException("windows that slide do not merge");
                case ONE_SIDE -> one;
                case WRONG_ORDER -> other + one;
            };
        }
    }

    /** Puts the elements one behind the other. */
    private record Following(Merge merge) implements AggregateFunction<Long, String, String> {
        @Override
        public String createAccumulator() {
            return "";
        }

        @Override
        public String add(Long value, String accumulator) {
            return accumulator + value + " ";
        }

        @Override
        public String getResult(String accumulator) {
            return accumulator;
        }

        @Override
        public String merge(String one, String other) {
            return merge.of(one, other);
        }
    }

    @ParameterizedTest
    @EnumSource(Merge.class)
    void slidingWindowsGiveWhatOneAccumulatorInOrderOfArrivalGivesWhateverMergeDoes(Merge merge) throws Exception {
        try (var windows = harness(stream -> stream.window(SlidingEventTimeWindows.of(ms(100), ms(50)))
                .allowedLateness(ms(60))
                .aggregate(new Following(merge), Types.STRING, Types.STRING))) {
            windows.open();
            windows.processElement(41L, 120);
            windows.processElement(11L, 60);
            windows.processElement(31L, 130);
            windows.processElement(21L, 10);
            windows.processWatermark(160);
            assertThat(windows.extractOutputValues()).containsExactly("21 ", "11 21 ", "41 11 31 ");
            windows.getOutput().clear();
            windows.processElement(51L, 70);
            assertThat(windows.extractOutputValues()).as("late").containsExactly("41 11 31 51 ");
            windows.processWatermark(199);
            assertThat(windows.extractOutputValues()).endsWith("41 31 ");
        }
    }

    @Test
    void aReductionThatTakesTheLastElementTakesTheOneThatCameLast() throws Exception {
        try (var windows = harness(stream ->
                stream.window(SlidingEventTimeWindows.of(ms(100), ms(50))).reduce((one, other) -> other))) {
            windows.open();
            windows.processElement(11L, 70);
            windows.processElement(21L, 20);
            windows.processWatermark(99);
            assertThat(windows.extractOutputValues()).containsExactly(21L, 21L);
        }
    }

    @Test
    void aClockThatGoesBackwardAddsToTheWindowsThatComeNext() throws Exception {
        try (var windows = harness(stream ->
                stream.window(SlidingProcessingTimeWindows.of(ms(100), ms(50))).reduce(Long::sum))) {
            windows.setProcessingTime(120);
            windows.open();
            windows.processElement(11L, 0);
            windows.setProcessingTime(155);
            assertThat(windows.extractOutputValues()).containsExactly(11L);
            windows.setProcessingTime(90);
            windows.processElement(21L, 0);
            windows.setProcessingTime(1000);
            assertThat(windows.extractOutputValues()).isEqualTo(List.of(11L, 32L, 21L));
        }
    }
}
