package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorRestartTesterTest {

    /** Elements of a few keys out of order, with both kinds of time going on. */
    private static List<Step<Long>> steps(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step<Long>> steps = new ArrayList<>();
        long clockMs = 0;
        for (int i = 0; i < count; i++) {
            long time = i * 10L;
            switch (random.nextInt(6)) {
                case 0 -> steps.add(new Step.Watermark<>(time - 50));
                case 1 -> {
                    clockMs += random.nextInt(30);
                    steps.add(new Step.Clock<>(clockMs));
                }
                default -> steps.add(new Step.Element<>((long) random.nextInt(100), time - random.nextInt(80)));
            }
        }
        steps.add(new Step.Watermark<>(Long.MAX_VALUE));
        steps.add(new Step.Clock<>(clockMs + 10_000));
        return steps;
    }

    private static <OUT> void verify(
            long seed, Function<KeyedStream<Long, Long>, SingleOutputStreamOperator<OUT>> operator) throws Exception {
        OperatorRestartTester<Long, OUT> tester = new OperatorRestartTester<>(
                Types.LONG, stream -> operator.apply(stream.keyBy(number -> number % 7)), new Configuration());
        assertThat(tester.verify(steps(seed, 120), seed).stream()
                        .mapToInt(emitted -> emitted.records().size())
                        .sum())
                .isGreaterThan(10);
    }

    /** Keeps everything in state and timers. */
    private static final class Careful extends KeyedProcessFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;
        private transient ListState<Long> all;
        private transient MapState<Long, String> each;

        @Override
        public void open(OpenContext context) {
            all = getRuntimeContext().getListState(new ListStateDescriptor<>("all", Types.LONG));
            each = getRuntimeContext().getMapState(new MapStateDescriptor<>("each", Types.LONG, Types.STRING));
        }

        @Override
        public void processElement(Long number, Context context, Collector<String> out) throws Exception {
            all.add(number);
            each.put(number, number + "!");
            context.timerService().registerEventTimeTimer(context.timestamp() + 30);
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime() + 40);
            if (number % 5 == 0) {
                context.timerService().deleteEventTimeTimer(context.timestamp() + 30);
                each.remove(number);
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            List<Long> numbers = new ArrayList<>();
            all.get().forEach(numbers::add);
            List<String> entries = new ArrayList<>();
            each.values().forEach(entries::add);
            entries.sort(null);
            out.collect(context.timeDomain() + " " + timestamp + " " + context.getCurrentKey() + numbers + entries);
            if (numbers.size() > 4) {
                all.clear();
            }
        }
    }

    /** Keeps something in a field. */
    private static final class Careless extends KeyedProcessFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;
        private int count;

        @Override
        public void processElement(Long number, Context context, Collector<String> out) {
            count++;
            if (count % 3 == 0) {
                out.collect("another three");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void stateAndTimersSurviveRestarts(long seed) throws Exception {
        verify(seed, stream -> stream.process(new Careful()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void reductionsSurviveRestarts(long seed) throws Exception {
        verify(seed, stream -> stream.reduce(Long::sum));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void windowsOfEventTimeSurviveRestarts(long seed) throws Exception {
        verify(
                seed,
                stream -> stream.window(TumblingEventTimeWindows.of(Duration.ofMillis(50)))
                        .allowedLateness(Duration.ofMillis(100))
                        .reduce(Long::sum));
        verify(
                seed,
                stream -> stream.window(SlidingEventTimeWindows.of(Duration.ofMillis(100), Duration.ofMillis(25)))
                        .reduce(Long::sum));
        verify(
                seed,
                stream -> stream.window(EventTimeSessionWindows.withGap(Duration.ofMillis(40)))
                        .reduce(Long::sum));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void windowsOfTheClockAndOfCountsSurviveRestarts(long seed) throws Exception {
        verify(
                seed,
                stream -> stream.window(TumblingProcessingTimeWindows.of(Duration.ofMillis(100)))
                        .reduce(Long::sum));
        verify(seed, stream -> stream.countWindow(3).reduce(Long::sum));
        verify(seed, stream -> stream.countWindow(4, 2).reduce(Long::sum));
    }

    @Test
    void anOperatorThatForgetsIsCaught() {
        assertThatThrownBy(() -> verify(1, stream -> stream.process(new Careless())))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("when restored after every step, step ");
    }
}
