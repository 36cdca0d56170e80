package dev.weft.streaming.testing;

import static dev.weft.streaming.testing.WindowsModel.Assignment.sessions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.WindowedStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.DynamicEventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.MergingWindowAssigner;
import dev.weft.streaming.api.windowing.assigners.ProcessingTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.evictors.DeltaEvictor;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.evictors.TimeEvictor;
import dev.weft.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.ContinuousProcessingTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.CountTrigger;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.ProcessingTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.PurgingTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.streaming.runtime.operators.windowing.TimestampedValue;
import dev.weft.streaming.testing.WindowRules.AtTheEnd;
import dev.weft.streaming.testing.WindowRules.AtTheEndByTheClock;
import dev.weft.streaming.testing.WindowRules.EveryCount;
import dev.weft.streaming.testing.WindowRules.EveryInterval;
import dev.weft.streaming.testing.WindowRules.EveryIntervalOfTheClock;
import dev.weft.streaming.testing.WindowsModel.Item;
import dev.weft.streaming.testing.WindowsModel.Shape;
import dev.weft.streaming.testing.WindowsModel.Span;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Evictors on windows that merge do what {@link WindowsModel} does, to the order of the elements, on every backend and
 * however often they are saved, restored and rescaled in between: what windows held that became one follows in the order of
 * their starts, what comes later is appended, the evictor sees it all when the window fires, and what it removes is gone.
 */
final class EvictingSessionsRestartTest {

    private static final long GAP = 10;
    private static final int KEYS = 2;
    private static final int STEPS = 42;

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    /** Now and then an element makes one session of several. */
    private static long gap(long value) {
        return value % 5 == 0 ? 2 * GAP : GAP;
    }

    private static double distance(Long one, Long other) {
        return Math.abs(Steps.measure(one) - Steps.measure(other));
    }

    /** Windows of a program's own, which begin before their element. */
    private static final class Around extends MergingWindowAssigner<Object, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
            return List.of(new TimeWindow(timestamp - GAP, timestamp + 1));
        }

        @Override
        public Trigger<Object, TimeWindow> getDefaultTrigger() {
            return EventTimeTrigger.create();
        }

        @Override
        public Trigger<Object, TimeWindow> getDefaultTrigger(StreamExecutionEnvironment environment) {
            return getDefaultTrigger();
        }

        @Override
        public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
            return new TimeWindow.Serializer();
        }

        @Override
        public boolean isEventTime() {
            return true;
        }

        @Override
        public void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
            TimeWindow.mergeWindows(windows, callback);
        }
    }

    /** Which windows there are. */
    private enum Sessions {
        OF_ONE_GAP(
                EventTimeSessionWindows.withGap(ms(GAP)),
                new Shape(sessions(value -> GAP), true, true, new AtTheEnd())),
        LATE(EventTimeSessionWindows.withGap(ms(GAP)), OF_ONE_GAP.shape.lateness(25)),
        OF_MANY_GAPS(
                DynamicEventTimeSessionWindows.<Long>withDynamicGap(EvictingSessionsRestartTest::gap),
                new Shape(sessions(EvictingSessionsRestartTest::gap), true, true, new AtTheEnd()).lateness(15)),
        OF_THE_PROGRAM(
                new Around(),
                new Shape((value, time) -> List.of(new Span(time - GAP, time + 1)), true, true, new AtTheEnd())
                        .lateness(10)),
        BY_THE_CLOCK(
                ProcessingTimeSessionWindows.withGap(ms(GAP)),
                new Shape(sessions(value -> GAP), false, true, new AtTheEndByTheClock()));

        private final WindowAssigner<?, ?> assigner;
        private final Shape shape;

        Sessions(WindowAssigner<?, ?> assigner, Shape shape) {
            this.assigner = assigner;
            this.shape = shape;
        }
    }

    /** When they fire. */
    private enum Firing {
        AT_THE_END {
            @Override
            Trigger<?, ?> trigger(boolean eventTime) {
                return eventTime ? EventTimeTrigger.create() : ProcessingTimeTrigger.create();
            }

            @Override
            Shape of(Shape shape) {
                return shape;
            }
        },
        AT_THE_END_PURGED {
            @Override
            Trigger<?, ?> trigger(boolean eventTime) {
                return eventTime
                        ? PurgingTrigger.of(EventTimeTrigger.create())
                        : PurgingTrigger.of(ProcessingTimeTrigger.create());
            }

            @Override
            Shape of(Shape shape) {
                return shape.purges();
            }
        },
        EVERY_THREE {
            @Override
            Trigger<?, ?> trigger(boolean eventTime) {
                return CountTrigger.of(3);
            }

            @Override
            Shape of(Shape shape) {
                return shape.rule(new EveryCount(3));
            }
        },
        AT_INTERVALS {
            @Override
            Trigger<?, ?> trigger(boolean eventTime) {
                return eventTime ? ContinuousEventTimeTrigger.of(ms(15)) : ContinuousProcessingTimeTrigger.of(ms(15));
            }

            @Override
            Shape of(Shape shape) {
                return shape.rule(shape.eventTime() ? new EveryInterval(15) : new EveryIntervalOfTheClock(15));
            }
        };

        abstract Trigger<?, ?> trigger(boolean eventTime);

        abstract Shape of(Shape shape);
    }

    /** Removes the first of several before the function, and every other one after it. */
    private static final class Thinning implements Evictor<Object, Window> {
        private static final long serialVersionUID = 1L;

        @Override
        public void evictBefore(
                Iterable<TimestampedValue<Object>> elements, int size, Window window, EvictorContext context) {
            if (size > 1) {
                Iterator<TimestampedValue<Object>> each = elements.iterator();
                each.next();
                each.remove();
            }
        }

        @Override
        public void evictAfter(
                Iterable<TimestampedValue<Object>> elements, int size, Window window, EvictorContext context) {
            int position = 0;
            for (Iterator<TimestampedValue<Object>> each = elements.iterator(); each.hasNext(); position++) {
                each.next();
                if (position % 2 == 1) {
                    each.remove();
                }
            }
        }

        static List<Item> afterwards(List<Item> items) {
            List<Item> left = new ArrayList<>();
            for (int i = 0; i < items.size(); i += 2) {
                left.add(items.get(i));
            }
            return left;
        }
    }

    /** What is kept of them. */
    private enum Kept {
        LAST_TWO(CountEvictor.of(2), false, WindowsModel.lastOnes(2)),
        LAST_TWO_AFTERWARDS(CountEvictor.of(2, true), true, WindowsModel.lastOnes(2)),
        NOTHING(CountEvictor.of(0), false, items -> List.of()),
        NOTHING_AFTERWARDS(CountEvictor.of(0, true), true, items -> List.of()),
        LATEST(TimeEvictor.of(ms(7)), false, WindowsModel.latest(7)),
        LATEST_AFTERWARDS(TimeEvictor.of(ms(7), true), true, WindowsModel.latest(7)),
        NEAR_THE_LAST(
                DeltaEvictor.of(40, EvictingSessionsRestartTest::distance),
                false,
                WindowsModel.near(Steps::measure, 40)),
        NEAR_THE_LAST_AFTERWARDS(
                DeltaEvictor.of(40, EvictingSessionsRestartTest::distance, true),
                true,
                WindowsModel.near(Steps::measure, 40)),
        SOME(new Thinning(), items -> items.subList(items.size() > 1 ? 1 : 0, items.size()), Thinning::afterwards);

        private final Evictor<?, ?> evictor;
        private final UnaryOperator<List<Item>> before;
        private final UnaryOperator<List<Item>> after;

        Kept(Evictor<?, ?> evictor, boolean afterwards, UnaryOperator<List<Item>> kept) {
            this(evictor, afterwards ? UnaryOperator.identity() : kept, afterwards ? kept : UnaryOperator.identity());
        }

        Kept(Evictor<?, ?> evictor, UnaryOperator<List<Item>> before, UnaryOperator<List<Item>> after) {
            this.evictor = evictor;
            this.before = before;
            this.after = after;
        }
    }

    /** Tells the elements in their order. */
    private static final class Telling extends ProcessWindowFunction<Long, String, Long, Window> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Long key, Context context, Iterable<Long> elements, Collector<String> out) {
            List<Long> all = new ArrayList<>();
            elements.forEach(all::add);
            out.collect(WindowsModel.line(key, context.window().maxTimestamp(), 0, 0, all.toString()));
        }

        @Override
        public void clear(Context context) {
            context.output(WindowsRestartCheck.GONE, "until " + context.window().maxTimestamp());
        }
    }

    /** As {@link Telling}, of a text that was made of the elements when the window fired. */
    private static final class TellingTogether extends ProcessWindowFunction<String, String, Long, Window> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Long key, Context context, Iterable<String> elements, Collector<String> out) {
            for (String all : elements) {
                out.collect(WindowsModel.line(key, context.window().maxTimestamp(), 0, 0, all));
            }
        }

        @Override
        public void clear(Context context) {
            context.output(WindowsRestartCheck.GONE, "until " + context.window().maxTimestamp());
        }
    }

    private static final class Joining implements AggregateFunction<Long, List<Long>, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<Long> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<Long> add(Long value, List<Long> accumulator) {
            accumulator.add(value);
            return accumulator;
        }

        @Override
        public String getResult(List<Long> accumulator) {
            return accumulator.toString();
        }

        @Override
        public List<Long> merge(List<Long> one, List<Long> other) {
            one.addAll(other);
            return one;
        }
    }

    /** Elements begin sessions that are a little apart, make one of two, or come anywhere. */
    private static List<Step<Long>> steps(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step<Long>> steps = new ArrayList<>();
        long[] last = new long[KEYS];
        long watermark = Long.MIN_VALUE;
        long clockMs = 1000;
        for (int i = 0; i < count; i++) {
            int key = random.nextInt(KEYS);
            switch (random.nextInt(10)) {
                case 0 -> {
                    watermark = Math.max(watermark, last[key] - 10 - random.nextInt(40));
                    steps.add(new Step.Watermark<>(watermark));
                }
                case 1 -> {
                    clockMs += 5 * random.nextInt(5);
                    steps.add(new Step.Clock<>(clockMs));
                }
                case 2, 3, 4, 5 -> {
                    last[key] += GAP + 1 + random.nextInt((int) GAP - 1);
                    steps.add(element(i, key, last[key]));
                }
                case 6, 7 -> steps.add(element(i, key, last[key] - GAP + random.nextInt(2)));
                default -> steps.add(element(i, key, last[key] + 20 - random.nextInt(80)));
            }
        }
        steps.add(new Step.Clock<>(clockMs + 1000));
        steps.add(new Step.Watermark<>(Long.MAX_VALUE));
        return steps;
    }

    private static Step<Long> element(int number, int key, long time) {
        return new Step.Element<>((long) number * Steps.KEYS + key, time);
    }

    static Stream<Arguments> casesOnEveryBackend() {
        List<Arguments> all = new ArrayList<>();
        for (Sessions sessions : Sessions.values()) {
            for (Kept kept : Kept.values()) {
                all.add(Arguments.of(Backend.HASHMAP, sessions, kept));
                if ((sessions.ordinal() + kept.ordinal()) % 3 == 0) {
                    all.add(Arguments.of(Backend.ROCKSDB, sessions, kept));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "sessions {1}, kept {2}, on {0}")
    @MethodSource("casesOnEveryBackend")
    void anEvictorSeesWhatMergedWindowsHoldTogether(Backend backend, Sessions sessions, Kept kept) throws Exception {
        int which = sessions.ordinal() + kept.ordinal() / 2 + backend.ordinal();
        long seed = 100L * sessions.ordinal() + kept.ordinal();
        Firing firing = Firing.values()[which % Firing.values().length];
        Shape shape = firing.of(sessions.shape).evict(kept.before, kept.after);
        WindowsModel model = new WindowsModel(shape, Steps::key, List::toString, false);
        boolean together = kept.ordinal() % 2 == 1;
        WindowsRestartCheck.check(
                backend,
                stream -> together
                        ? windowed(stream, sessions, kept, firing)
                                .aggregate(
                                        new Joining(),
                                        new TellingTogether(),
                                        Types.LIST(Types.LONG),
                                        Types.STRING,
                                        Types.STRING)
                        : windowed(stream, sessions, kept, firing).process(new Telling(), Types.STRING),
                model,
                steps(seed, STEPS),
                seed);
        assertThat(model.reunions() > 0)
                .as("%d times several sessions became one", model.reunions())
                .isEqualTo(sessions != Sessions.BY_THE_CLOCK);
    }

    @SuppressWarnings("unchecked") // the assigners, triggers and evictors are of any elements and windows
    private static WindowedStream<Long, Long, Window> windowed(
            DataStream<Long> stream, Sessions sessions, Kept kept, Firing firing) {
        WindowedStream<Long, Long, Window> windows = stream.keyBy(Steps::key)
                .window((WindowAssigner<Object, Window>) sessions.assigner)
                .trigger((Trigger<Object, Window>) firing.trigger(sessions.shape.eventTime()))
                .evictor((Evictor<Object, Window>) kept.evictor);
        if (sessions.shape.eventTime()) {
            windows.allowedLateness(ms(sessions.shape.lateness())).sideOutputLateData(WindowsRestartCheck.LATE);
        }
        return windows;
    }
}
