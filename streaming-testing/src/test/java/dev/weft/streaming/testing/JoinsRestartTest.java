package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.functions.FlatJoinFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.functions.co.ProcessJoinFunction;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.streaming.testing.WindowRules.AtTheEnd;
import dev.weft.streaming.testing.WindowRules.AtTheEndByTheClock;
import dev.weft.streaming.testing.WindowsModel.Assignment;
import dev.weft.streaming.testing.WindowsModel.Shape;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Joins against a model that compares every element with every other, on every backend, out of order and late, with
 * restarts and rescaling in between.
 */
final class JoinsRestartTest {

    private static final OutputTag<Long> LATE_LEFT = new OutputTag<>("late left", Types.LONG);
    private static final OutputTag<Long> LATE_RIGHT = new OutputTag<>("late right", Types.LONG);

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    /** The output of the run without restarts, step by step, as text with timestamps. */
    private static List<List<String>> verify(
            Backend backend,
            BiFunction<DataStream<Long>, DataStream<Long>, SingleOutputStreamOperator<String>> operator,
            List<TwoInputStep<Long, Long>> steps,
            long seed,
            OutputTag<?>... sides)
            throws Exception {
        return backend
                .run(
                        new TwoInputRestartTester<>(Types.LONG, Types.LONG, operator, backend.configuration(), sides),
                        steps,
                        seed)
                .stream()
                .map(emitted -> {
                    List<String> lines = new ArrayList<>();
                    emitted.records().forEach(record -> lines.add(record.getValue() + "@" + record.getTimestamp()));
                    Arrays.stream(sides)
                            .forEach(side ->
                                    emitted.values(side).forEach(value -> lines.add(side.getId() + " " + value)));
                    return lines;
                })
                .toList();
    }

    private static final class Pairs extends ProcessJoinFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long left, Long right, Context context, Collector<String> out) {
            out.collect(left + "+" + right);
        }
    }

    /** Every element that is not late, with all that were not late before it. */
    private record IntervalModel(long lower, long upper, List<TwoInputStep<Long, Long>> kept) {

        private static boolean isLeft(TwoInputStep<Long, Long> step) {
            return step instanceof TwoInputStep.First;
        }

        private static long value(TwoInputStep<Long, Long> step) {
            return step instanceof TwoInputStep.First<Long, Long> first
                    ? first.value()
                    : ((TwoInputStep.Second<Long, Long>) step).value();
        }

        private static long time(TwoInputStep<Long, Long> step) {
            return step instanceof TwoInputStep.First<Long, Long> first
                    ? first.timestamp()
                    : ((TwoInputStep.Second<Long, Long>) step).timestamp();
        }

        List<String> on(TwoInputStep<Long, Long> step, long watermark) {
            if (!(step instanceof TwoInputStep.First || step instanceof TwoInputStep.Second)) {
                return List.of();
            }
            if (time(step) < watermark) {
                return List.of((isLeft(step) ? "late left " : "late right ") + value(step));
            }
            List<String> pairs = new ArrayList<>();
            for (TwoInputStep<Long, Long> other : kept) {
                TwoInputStep<Long, Long> left = isLeft(step) ? step : other;
                TwoInputStep<Long, Long> right = isLeft(step) ? other : step;
                long distance = time(right) - time(left);
                if (isLeft(other) != isLeft(step)
                        && Steps.key(value(left)) == Steps.key(value(right))
                        && distance >= lower
                        && distance <= upper) {
                    pairs.add(value(left) + "+" + value(right) + "@" + Math.max(time(left), time(right)));
                }
            }
            kept.add(step);
            return pairs;
        }
    }

    static Stream<Arguments> intervals() {
        return Arrays.stream(Backend.values())
                .flatMap(backend -> Stream.of(
                        Arguments.of(backend, -50, 50, false),
                        Arguments.of(backend, 0, 120, false),
                        Arguments.of(backend, -90, -20, true),
                        Arguments.of(backend, 10, 70, true)));
    }

    @ParameterizedTest(name = "from {1} to {2}, without its bounds: {3}, on {0}")
    @MethodSource("intervals")
    void anIntervalJoinGivesThePairsOfTheModel(Backend backend, long lower, long upper, boolean exclusive)
            throws Exception {
        long seed = upper;
        List<TwoInputStep<Long, Long>> steps = Steps.ofTwoInputs(seed, backend.steps());
        List<List<String>> found = verify(
                backend,
                (left, right) -> {
                    var join = left.keyBy(Steps::key, Types.LONG)
                            .intervalJoin(right.keyBy(Steps::key, Types.LONG))
                            .between(ms(lower), ms(upper));
                    return (exclusive ? join.lowerBoundExclusive().upperBoundExclusive() : join)
                            .sideOutputLeftLateData(LATE_LEFT)
                            .sideOutputRightLateData(LATE_RIGHT)
                            .process(new Pairs(), Types.STRING);
                },
                steps,
                seed,
                LATE_LEFT,
                LATE_RIGHT);
        IntervalModel model =
                new IntervalModel(exclusive ? lower + 1 : lower, exclusive ? upper - 1 : upper, new ArrayList<>());
        Steps.LowerWatermark watermark = new Steps.LowerWatermark();
        int results = 0;
        for (int i = 0; i < steps.size(); i++) {
            long now = watermark.after(steps.get(i));
            assertThat(found.get(i))
                    .as("step %d, %s", i, steps.get(i))
                    .containsExactlyInAnyOrderElementsOf(model.on(steps.get(i), now));
            results += found.get(i).size();
        }
        assertThat(results).as("results").isPositive();
    }

    /** Windows of two streams as the API says them, and as the model does. */
    private record Windows(String name, WindowAssigner<Object, TimeWindow> assigner, Shape shape) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Windows> windows() {
        return List.of(
                new Windows(
                        "tumbling",
                        TumblingEventTimeWindows.of(ms(60)),
                        new Shape(Assignment.repeating(60, 60, 0), true, false, new AtTheEnd())),
                new Windows(
                        "sliding, late",
                        SlidingEventTimeWindows.of(ms(90), ms(45)),
                        new Shape(Assignment.repeating(90, 45, 0), true, false, new AtTheEnd()).lateness(70)),
                new Windows(
                        "sessions, late",
                        EventTimeSessionWindows.withGap(ms(30)),
                        new Shape(Assignment.sessions(value -> 30), true, true, new AtTheEnd()).lateness(40)),
                new Windows(
                        "by the clock",
                        TumblingProcessingTimeWindows.of(ms(80)),
                        new Shape(Assignment.repeating(80, 80, 0), false, false, new AtTheEndByTheClock())));
    }

    static Stream<Arguments> windowsOnEveryBackend() {
        return Arrays.stream(Backend.values())
                .flatMap(backend -> windows().stream().map(its -> Arguments.of(backend, its)));
    }

    private static final CoGroupFunction<Long, Long, String> SIDES =
            (lefts, rights, out) -> out.collect(sorted(lefts) + "|" + sorted(rights));

    private static final FlatJoinFunction<Long, Long, String> PAIRS =
            (left, right, out) -> out.collect(left + "+" + right);

    private static String sorted(Iterable<Long> values) {
        List<Long> all = new ArrayList<>();
        values.forEach(all::add);
        return WindowsModel.sorted(all);
    }

    /** The elements of the two sides of a window of the model, in which those of the second stream are odd. */
    private static String sides(List<Long> both) {
        return sorted(side(both, 0)) + "|" + sorted(side(both, 1));
    }

    private static List<Long> side(List<Long> both, int which) {
        return both.stream()
                .filter(value -> value % 2 == which)
                .map(value -> value / 2)
                .toList();
    }

    private static String pairs(List<Long> both) {
        List<String> pairs = new ArrayList<>();
        for (long left : side(both, 0)) {
            for (long right : side(both, 1)) {
                pairs.add(left + "+" + right);
            }
        }
        return String.join(";", pairs);
    }

    @ParameterizedTest(name = "{1}, on {0}")
    @MethodSource("windowsOnEveryBackend")
    void aCoGroupSeesBothSidesOfEveryWindow(Backend backend, Windows its) throws Exception {
        checkWindows(
                backend,
                its,
                (left, right) -> left.coGroup(right)
                        .where(Steps::key, Types.LONG)
                        .equalTo(Steps::key, Types.LONG)
                        .window(its.assigner())
                        .allowedLateness(ms(its.shape().lateness()))
                        .with(SIDES, Types.STRING),
                JoinsRestartTest::sides);
    }

    @ParameterizedTest(name = "{1}, on {0}")
    @MethodSource("windowsOnEveryBackend")
    void aJoinGivesEveryPairOfEveryWindow(Backend backend, Windows its) throws Exception {
        checkWindows(
                backend,
                its,
                (left, right) -> left.join(right)
                        .where(Steps::key, Types.LONG)
                        .equalTo(Steps::key, Types.LONG)
                        .window(its.assigner())
                        .allowedLateness(ms(its.shape().lateness()))
                        .with(PAIRS, Types.STRING),
                JoinsRestartTest::pairs);
    }

    /** @param content what the elements of a window come to, several things with semicolons between them */
    private static void checkWindows(
            Backend backend,
            Windows its,
            BiFunction<DataStream<Long>, DataStream<Long>, SingleOutputStreamOperator<String>> operator,
            Function<List<Long>, String> content)
            throws Exception {
        long seed = 9;
        List<TwoInputStep<Long, Long>> steps = Steps.ofTwoInputs(seed, backend.steps());
        List<List<String>> found = verify(backend, operator, steps, seed);
        WindowsModel model =
                new WindowsModel(its.shape(), value -> Steps.key(value / 2), both -> content.apply(both) + ":", false);
        Steps.LowerWatermark watermark = new Steps.LowerWatermark();
        int results = 0;
        for (int i = 0; i < steps.size(); i++) {
            long before = watermark.now();
            Step<Long> step = asOfOneInput(steps.get(i), before, watermark.after(steps.get(i)));
            List<String> expected = new ArrayList<>();
            for (String line : model.on(step)) {
                String[] parts = line.split(":");
                if (parts.length == 3) {
                    Arrays.stream(parts[1].trim().split(";"))
                            .filter(part -> !part.isEmpty())
                            .forEach(part -> expected.add(part + parts[2]));
                }
            }
            assertThat(found.get(i)).as("step %d, %s", i, steps.get(i)).containsExactlyInAnyOrderElementsOf(expected);
            results += expected.size();
        }
        assertThat(results).as("results").isPositive();
    }

    /** A step for the model, in which there is one stream of both. */
    private static Step<Long> asOfOneInput(TwoInputStep<Long, Long> step, long watermarkBefore, long watermark) {
        if (step instanceof TwoInputStep.First<Long, Long> first) {
            return new Step.Element<>(first.value() * 2, first.timestamp());
        }
        if (step instanceof TwoInputStep.Second<Long, Long> second) {
            return new Step.Element<>(second.value() * 2 + 1, second.timestamp());
        }
        if (step instanceof TwoInputStep.Clock<Long, Long> clock) {
            return new Step.Clock<>(clock.timeMs());
        }
        return new Step.Watermark<>(Math.max(watermarkBefore, watermark));
    }
}
