package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.TimerService;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.util.Collector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Timers of both kinds of time against a model of sorted sets, on every backend, with restarts and rescaling in
 * between: many per key, many of one time, deleted, registered again when they fire.
 */
final class TimersRestartTest {

    /** How many timers an order sets at once, each a little later than the one before. */
    private static final int MANY = 12;

    /** Sets and deletes timers as it is told. A timer whose time can be divided by five sets one more. */
    private static final class Obedient extends KeyedProcessFunction<Integer, Tuple3<Integer, String, Long>, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Tuple3<Integer, String, Long> order, Context context, Collector<String> out) {
            TimerService timers = context.timerService();
            switch (order.f1) {
                case "set" -> timers.registerEventTimeTimer(order.f2);
                case "set many" -> {
                    for (int i = 0; i < MANY; i++) {
                        timers.registerEventTimeTimer(order.f2 + i);
                    }
                }
                case "delete" -> timers.deleteEventTimeTimer(order.f2);
                case "set by the clock" -> timers.registerProcessingTimeTimer(order.f2);
                case "delete by the clock" -> timers.deleteProcessingTimeTimer(order.f2);
                default -> throw new IllegalArgumentException(order.f1);
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
            TimerService timers = context.timerService();
            boolean eventTime = context.timeDomain() == TimeDomain.EVENT_TIME;
            out.collect(line(eventTime, context.getCurrentKey(), timestamp, timers.currentWatermark()));
            if (timestamp % 5 == 0) {
                if (eventTime) {
                    timers.registerEventTimeTimer(timestamp + 3);
                    timers.deleteEventTimeTimer(timestamp + 1);
                } else {
                    timers.registerProcessingTimeTimer(timestamp + 3);
                    timers.deleteProcessingTimeTimer(timestamp + 1);
                }
            }
        }
    }

    private static String line(boolean eventTime, int key, long time, long watermark) {
        return (eventTime ? "event time " : "the clock ") + time + " of " + key + " at " + watermark;
    }

    /** The timers of every key. */
    private static final class Model {
        private final Map<Integer, TreeSet<Long>> eventTime = new HashMap<>();
        private final Map<Integer, TreeSet<Long>> clock = new HashMap<>();
        private long watermark = Long.MIN_VALUE;

        private static TreeSet<Long> of(int key, Map<Integer, TreeSet<Long>> timers) {
            return timers.computeIfAbsent(key, k -> new TreeSet<>());
        }

        List<String> on(Step<Tuple3<Integer, String, Long>> step) {
            List<String> fired = new ArrayList<>();
            if (step instanceof Step.Watermark<Tuple3<Integer, String, Long>> mark) {
                watermark = mark.timestamp();
                fire(true, watermark, fired);
            } else if (step instanceof Step.Clock<Tuple3<Integer, String, Long>> now) {
                fire(false, now.timeMs(), fired);
            } else if (step instanceof Step.Element<Tuple3<Integer, String, Long>> order) {
                int key = order.value().f0;
                long time = order.value().f2;
                switch (order.value().f1) {
                    case "set" -> of(key, eventTime).add(time);
                    case "set many" -> {
                        for (int i = 0; i < MANY; i++) {
                            of(key, eventTime).add(time + i);
                        }
                    }
                    case "delete" -> of(key, eventTime).remove(time);
                    case "set by the clock" -> of(key, clock).add(time);
                    case "delete by the clock" -> of(key, clock).remove(time);
                    default -> throw new IllegalArgumentException(order.value().f1);
                }
            }
            return fired;
        }

        private void fire(boolean ofEventTime, long until, List<String> fired) {
            (ofEventTime ? eventTime : clock).forEach((key, times) -> {
                while (!times.isEmpty() && times.first() <= until) {
                    long time = times.pollFirst();
                    fired.add(line(ofEventTime, key, time, watermark));
                    if (time % 5 == 0) {
                        times.add(time + 3);
                        times.remove(time + 1);
                    }
                }
            });
        }
    }

    /** Orders are for the future: what they set for the past would be due at once after a restore. */
    private static List<Step<Tuple3<Integer, String, Long>>> steps(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step<Tuple3<Integer, String, Long>>> steps = new ArrayList<>();
        long watermark = -100;
        long clockMs = 1000;
        for (int i = 0; i < count; i++) {
            int key = random.nextInt(6);
            long ahead = 1 + random.nextInt(40);
            switch (random.nextInt(12)) {
                case 0, 1 -> {
                    watermark += random.nextInt(30);
                    steps.add(new Step.Watermark<>(watermark));
                }
                case 2 -> {
                    clockMs += random.nextInt(30);
                    steps.add(new Step.Clock<>(clockMs));
                }
                case 3, 4, 5 -> steps.add(order(key, "set", watermark + ahead));
                case 6 -> steps.add(order(key, "set many", watermark + ahead));
                case 7, 8 -> steps.add(order(key, "delete", watermark + ahead));
                case 9 -> steps.add(order(key, "delete by the clock", clockMs + ahead));
                default -> steps.add(order(key, "set by the clock", clockMs + ahead));
            }
        }
        steps.add(new Step.Clock<>(clockMs + 1000));
        steps.add(new Step.Watermark<>(Long.MAX_VALUE));
        return steps;
    }

    private static Step<Tuple3<Integer, String, Long>> order(int key, String what, long time) {
        return new Step.Element<>(Tuple3.of(key, what, time), time);
    }

    static Stream<Arguments> everyWay() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(1L, 2L, 3L, 4L).map(seed -> Arguments.of(backend, seed)));
    }

    /** SAMZA-2463, FLINK-4651. */
    @ParameterizedTest(name = "seed {1}, on {0}")
    @MethodSource("everyWay")
    void timersDoWhatSortedSetsDo(Backend backend, long seed) throws Exception {
        Model model = new Model();
        List<Step<Tuple3<Integer, String, Long>>> steps = steps(seed, backend.steps());
        List<Emitted<String>> emitted = backend.run(
                new OperatorRestartTester<>(
                        Types.TUPLE(Types.INT, Types.STRING, Types.LONG),
                        (DataStream<Tuple3<Integer, String, Long>> stream) ->
                                stream.keyBy(order -> order.f0, Types.INT).process(new Obedient(), Types.STRING),
                        backend.configuration()),
                steps,
                seed);
        for (int i = 0; i < steps.size(); i++) {
            assertThat(emitted.get(i).values())
                    .as("step %d, %s", i, steps.get(i))
                    .containsExactlyInAnyOrderElementsOf(model.on(steps.get(i)));
        }
    }
}
