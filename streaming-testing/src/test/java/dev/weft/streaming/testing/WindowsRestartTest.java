package dev.weft.streaming.testing;

import static dev.weft.streaming.testing.WindowsModel.Assignment.all;
import static dev.weft.streaming.testing.WindowsModel.Assignment.repeating;
import static dev.weft.streaming.testing.WindowsModel.Assignment.sessions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.streaming.api.datastream.AllWindowedStream;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.datastream.WindowedStream;
import dev.weft.streaming.api.functions.windowing.ProcessAllWindowFunction;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.DynamicEventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.DynamicProcessingTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.GlobalWindows;
import dev.weft.streaming.api.windowing.assigners.ProcessingTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingProcessingTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.evictors.DeltaEvictor;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.evictors.TimeEvictor;
import dev.weft.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.ContinuousProcessingTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.CountTrigger;
import dev.weft.streaming.api.windowing.triggers.DeltaTrigger;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.ProcessingTimeoutTrigger;
import dev.weft.streaming.api.windowing.triggers.PurgingTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.streaming.testing.WindowRules.AtTheEnd;
import dev.weft.streaming.testing.WindowRules.AtTheEndByTheClock;
import dev.weft.streaming.testing.WindowRules.EveryCount;
import dev.weft.streaming.testing.WindowRules.EveryInterval;
import dev.weft.streaming.testing.WindowRules.EveryIntervalOfTheClock;
import dev.weft.streaming.testing.WindowRules.FarFromTheLast;
import dev.weft.streaming.testing.WindowRules.OrAfter;
import dev.weft.streaming.testing.WindowsModel.Shape;
import dev.weft.util.Collector;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of window, trigger and evictor against {@link WindowsModel} after every single step, out of order and
 * late, on every backend, with restarts and rescaling in between.
 */
final class WindowsRestartTest {

    private static final Shape EVENT_TIME = new Shape(repeating(50, 50, 0), true, false, new AtTheEnd());
    private static final Shape CLOCK = new Shape(repeating(50, 50, 0), false, false, new AtTheEndByTheClock());
    private static final Shape SESSIONS = new Shape(sessions(value -> 40), true, true, new AtTheEnd());
    private static final Shape GLOBAL = new Shape(all(), false, false, new EveryCount(3));

    /** Windows as the API says them, and as the model does. */
    private record Case(
            String name,
            WindowAssigner<?, ?> assigner,
            Optional<Trigger<?, ?>> trigger,
            Optional<Evictor<?, ?>> evictor,
            Shape shape) {

        Case(String name, WindowAssigner<?, ?> assigner, Shape shape) {
            this(name, assigner, Optional.empty(), Optional.empty(), shape);
        }

        Case trigger(String how, Trigger<?, ?> its, Shape shapeThen) {
            return new Case(name + how, assigner, Optional.of(its), evictor, shapeThen);
        }

        Case evictor(String how, Evictor<?, ?> its, Shape shapeThen) {
            return new Case(name + how, assigner, trigger, Optional.of(its), shapeThen);
        }

        /** Whether the windows of a key fire one after the other, in an order that the program can know. */
        boolean isOrdered() {
            return trigger.isEmpty() && evictor.isEmpty() && shape.lateness() == 0;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    private static long gap(long value) {
        return 20 + value % 50;
    }

    private static List<Case> defaultTriggers() {
        return List.of(
                new Case("tumbling", TumblingEventTimeWindows.of(ms(50)), EVENT_TIME),
                new Case(
                        "tumbling with an offset, late",
                        TumblingEventTimeWindows.of(ms(50), ms(20)),
                        new Shape(repeating(50, 50, 20), true, false, new AtTheEnd()).lateness(80)),
                new Case(
                        "sliding",
                        SlidingEventTimeWindows.of(ms(100), ms(25)),
                        new Shape(repeating(100, 25, 0), true, false, new AtTheEnd())),
                new Case(
                        "sliding with two cuts a slide, late",
                        SlidingEventTimeWindows.of(ms(100), ms(30)),
                        new Shape(repeating(100, 30, 0), true, false, new AtTheEnd()).lateness(70)),
                new Case(
                        "with gaps between windows",
                        SlidingEventTimeWindows.of(ms(40), ms(60)),
                        new Shape(repeating(40, 60, 0), true, false, new AtTheEnd())),
                new Case("sessions", EventTimeSessionWindows.withGap(ms(40)), SESSIONS),
                new Case("sessions, late", EventTimeSessionWindows.withGap(ms(40)), SESSIONS.lateness(90)),
                new Case(
                        "sessions of many gaps, late",
                        DynamicEventTimeSessionWindows.<Long>withDynamicGap(WindowsRestartTest::gap),
                        new Shape(sessions(WindowsRestartTest::gap), true, true, new AtTheEnd()).lateness(30)),
                new Case("tumbling by the clock", TumblingProcessingTimeWindows.of(ms(50)), CLOCK),
                new Case(
                        "sliding by the clock",
                        SlidingProcessingTimeWindows.of(ms(100), ms(25), ms(10)),
                        new Shape(repeating(100, 25, 10), false, false, new AtTheEndByTheClock())),
                new Case(
                        "sliding by the clock with two cuts a slide",
                        SlidingProcessingTimeWindows.of(ms(70), ms(20)),
                        new Shape(repeating(70, 20, 0), false, false, new AtTheEndByTheClock())),
                new Case(
                        "sessions by the clock",
                        ProcessingTimeSessionWindows.withGap(ms(40)),
                        new Shape(sessions(value -> 40), false, true, new AtTheEndByTheClock())),
                new Case(
                        "sessions of many gaps by the clock",
                        DynamicProcessingTimeSessionWindows.<Long>withDynamicGap(WindowsRestartTest::gap),
                        new Shape(sessions(WindowsRestartTest::gap), false, true, new AtTheEndByTheClock())));
    }

    private static List<Case> otherTriggers() {
        Case tumbling = new Case("tumbling", TumblingEventTimeWindows.of(ms(50)), EVENT_TIME);
        Case sliding = new Case("sliding", SlidingEventTimeWindows.of(ms(100), ms(25)), EVENT_TIME);
        Shape overlapping = new Shape(repeating(100, 25, 0), true, false, new AtTheEnd());
        Case sessions = new Case("sessions", EventTimeSessionWindows.withGap(ms(40)), SESSIONS);
        Case byTheClock = new Case("by the clock", TumblingProcessingTimeWindows.of(ms(50)), CLOCK);
        Case global = new Case("global", GlobalWindows.create(), GLOBAL);
        FarFromTheLast far = new FarFromTheLast(20, Steps::measure);
        Trigger<?, ?> delta = DeltaTrigger.of(20, WindowsRestartTest::distance, LongSerializer.INSTANCE);
        return List.of(
                global.trigger(", every three, kept", CountTrigger.of(3), GLOBAL),
                global.trigger(", every three", PurgingTrigger.of(CountTrigger.of(3)), GLOBAL.purges()),
                global.trigger(", far from the last", delta, GLOBAL.rule(far)),
                global.trigger(
                        ", at intervals of the clock",
                        PurgingTrigger.of(ContinuousProcessingTimeTrigger.of(ms(30))),
                        GLOBAL.rule(new EveryIntervalOfTheClock(30)).purges()),
                global.trigger(
                        ", at intervals",
                        ContinuousEventTimeTrigger.of(ms(30)),
                        // of event time, though the windows are not
                        GLOBAL.rule(new EveryInterval(30))),
                tumbling.trigger(
                        ", every two, late",
                        CountTrigger.of(2),
                        EVENT_TIME.rule(new EveryCount(2)).lateness(50)),
                tumbling.trigger(
                        ", purged, late",
                        PurgingTrigger.of(EventTimeTrigger.create()),
                        EVENT_TIME.lateness(60).purges()),
                tumbling.trigger(", far from the last", delta, EVENT_TIME.rule(far)),
                sliding.trigger(
                        ", at intervals, late",
                        ContinuousEventTimeTrigger.of(ms(30)),
                        overlapping.rule(new EveryInterval(30)).lateness(40)),
                sessions.trigger(
                        ", at intervals", ContinuousEventTimeTrigger.of(ms(15)), SESSIONS.rule(new EveryInterval(15))),
                sessions.trigger(
                        ", every three, late",
                        CountTrigger.of(3),
                        SESSIONS.rule(new EveryCount(3)).lateness(50)),
                sessions.trigger(
                        ", purged, late",
                        PurgingTrigger.of(EventTimeTrigger.create()),
                        SESSIONS.lateness(50).purges()),
                tumbling.trigger(
                        " of event time at intervals of the clock",
                        ContinuousProcessingTimeTrigger.of(ms(30)),
                        EVENT_TIME.rule(new EveryIntervalOfTheClock(30))),
                byTheClock.trigger(
                        ", at intervals",
                        ContinuousProcessingTimeTrigger.of(ms(20)),
                        CLOCK.rule(new EveryIntervalOfTheClock(20))),
                byTheClock.trigger(", every two", CountTrigger.of(2), CLOCK.rule(new EveryCount(2))),
                sliding.trigger(
                        ", at the end or soon after the first",
                        ProcessingTimeoutTrigger.of(EventTimeTrigger.create(), ms(40)),
                        overlapping.rule(new OrAfter(new AtTheEnd(), 40, false))),
                global.trigger(
                        ", every three or soon after the last",
                        ProcessingTimeoutTrigger.of(CountTrigger.of(3), ms(40), true, true),
                        GLOBAL.rule(new OrAfter(new EveryCount(3), 40, true))));
    }

    private static List<Case> evictors() {
        Case tumbling = new Case("tumbling", TumblingEventTimeWindows.of(ms(50)), EVENT_TIME);
        Case sliding = new Case("sliding", SlidingEventTimeWindows.of(ms(100), ms(25)), EVENT_TIME);
        Shape overlapping = new Shape(repeating(100, 25, 0), true, false, new AtTheEnd());
        Case sessions = new Case("sessions", EventTimeSessionWindows.withGap(ms(40)), SESSIONS);
        Case byTheClock = new Case("by the clock", SlidingProcessingTimeWindows.of(ms(100), ms(50)), CLOCK);
        Case counting = new Case("last four, every two", GlobalWindows.create(), GLOBAL)
                .trigger("", CountTrigger.of(2), GLOBAL.rule(new EveryCount(2)));
        return List.of(
                counting.evictor("", CountEvictor.of(4), counting.shape().evict(false, WindowsModel.lastOnes(4))),
                counting.evictor(
                        ", left over",
                        CountEvictor.of(4, true),
                        counting.shape().evict(true, WindowsModel.lastOnes(4))),
                tumbling.evictor(
                        ", last two, late",
                        CountEvictor.of(2),
                        EVENT_TIME.lateness(60).evict(false, WindowsModel.lastOnes(2))),
                sliding.evictor(", latest", TimeEvictor.of(ms(40)), overlapping.evict(false, WindowsModel.latest(40))),
                tumbling.evictor(
                        ", latest left, late",
                        TimeEvictor.of(ms(20), true),
                        EVENT_TIME.lateness(60).evict(true, WindowsModel.latest(20))),
                sessions.evictor(", latest", TimeEvictor.of(ms(30)), SESSIONS.evict(false, WindowsModel.latest(30))),
                tumbling.evictor(
                        ", near the last",
                        DeltaEvictor.of(40, WindowsRestartTest::distance),
                        EVENT_TIME.evict(false, WindowsModel.near(Steps::measure, 40))),
                byTheClock.evictor(
                        ", last two",
                        CountEvictor.of(2),
                        new Shape(repeating(100, 50, 0), false, false, new AtTheEndByTheClock())
                                .evict(false, WindowsModel.lastOnes(2))));
    }

    private static double distance(Long one, Long other) {
        return Math.abs(Steps.measure(one) - Steps.measure(other));
    }

    /** How a window's function tells of the elements. */
    private interface Format<IN> extends Function<Iterable<IN>, String>, Serializable {}

    /** What a window keeps of its elements, and what its function makes of that. */
    private enum Content {
        ELEMENTS(WindowsModel::sorted) {
            @Override
            SingleOutputStreamOperator<String> of(WindowedStream<Long, Long, Window> windows, Counts counts) {
                return windows.process(new Telling<>(Content::sorted, counts), Types.STRING);
            }
        },
        REDUCED(values -> "sum " + values.stream().mapToLong(each -> each).sum()) {
            @Override
            SingleOutputStreamOperator<String> of(WindowedStream<Long, Long, Window> windows, Counts counts) {
                return windows.reduce(Long::sum, new Telling<>(sums -> "sum " + only(sums), counts), Types.STRING);
            }
        },
        AGGREGATED(WindowsModel::sorted) {
            @Override
            SingleOutputStreamOperator<String> of(WindowedStream<Long, Long, Window> windows, Counts counts) {
                return windows.aggregate(
                        new Gathering(),
                        new Telling<List<Long>>(lists -> WindowsModel.sorted(only(lists)), counts),
                        Types.LIST(Types.LONG),
                        Types.LIST(Types.LONG),
                        Types.STRING);
            }
        };

        private final Function<List<Long>, String> model;

        Content(Function<List<Long>, String> model) {
            this.model = model;
        }

        abstract SingleOutputStreamOperator<String> of(WindowedStream<Long, Long, Window> windows, Counts counts);

        private static String sorted(Iterable<Long> values) {
            List<Long> all = new ArrayList<>();
            values.forEach(all::add);
            return WindowsModel.sorted(all);
        }

        private static <T> T only(Iterable<T> values) {
            assertThat(values).hasSize(1);
            return values.iterator().next();
        }
    }

    /** Which firings a window's function counts in its state. */
    private record Counts(boolean ofTheWindow, boolean ofTheKey) implements Serializable {

        private static ValueState<Long> of(KeyedStateStore store, String name) {
            return store.getState(new ValueStateDescriptor<>(name, Types.LONG));
        }

        private static long next(KeyedStateStore store, String name) {
            try {
                ValueState<Long> count = of(store, name);
                count.update(count.value() == null ? 1 : count.value() + 1);
                return count.value();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long nextOfTheWindow(KeyedStateStore store) {
            return ofTheWindow ? next(store, "of the window") : 0;
        }

        long nextOfTheKey(KeyedStateStore store) {
            return ofTheKey ? next(store, "of the key") : 0;
        }

        /** Leaves nothing in the window's state. */
        void forget(KeyedStateStore ofWindow) {
            if (ofTheWindow) {
                of(ofWindow, "of the window").clear();
            }
        }
    }

    private static final class Telling<IN> extends ProcessWindowFunction<IN, String, Long, Window> {
        private static final long serialVersionUID = 1L;
        private final Format<IN> format;
        private final Counts counts;

        Telling(Format<IN> format, Counts counts) {
            this.format = format;
            this.counts = counts;
        }

        @Override
        public void process(Long key, Context context, Iterable<IN> elements, Collector<String> out) {
            out.collect(WindowsModel.line(
                    key,
                    context.window().maxTimestamp(),
                    counts.nextOfTheWindow(context.windowState()),
                    counts.nextOfTheKey(context.globalState()),
                    format.apply(elements)));
        }

        @Override
        public void clear(Context context) {
            counts.forget(context.windowState());
            context.output(WindowsRestartCheck.GONE, "until " + context.window().maxTimestamp());
        }
    }

    private static final class TellingAll extends ProcessAllWindowFunction<Long, String, Window> {
        private static final long serialVersionUID = 1L;
        private final Counts counts;

        TellingAll(Counts counts) {
            this.counts = counts;
        }

        @Override
        public void process(Context context, Iterable<Long> elements, Collector<String> out) {
            out.collect(WindowsModel.line(
                    0,
                    context.window().maxTimestamp(),
                    counts.nextOfTheWindow(context.windowState()),
                    counts.nextOfTheKey(context.globalState()),
                    Content.sorted(elements)));
        }

        @Override
        public void clear(Context context) {
            counts.forget(context.windowState());
            context.output(WindowsRestartCheck.GONE, "until " + context.window().maxTimestamp());
        }
    }

    private static final class Gathering implements AggregateFunction<Long, List<Long>, List<Long>> {
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
        public List<Long> getResult(List<Long> accumulator) {
            return accumulator;
        }

        @Override
        public List<Long> merge(List<Long> one, List<Long> other) {
            one.addAll(other);
            return one;
        }
    }

    static Stream<Arguments> everyCaseOnEveryBackend() {
        List<Arguments> all = new ArrayList<>();
        List<Case> cases = Stream.of(defaultTriggers(), otherTriggers(), evictors())
                .flatMap(List::stream)
                .toList();
        for (int i = 0; i < cases.size(); i++) {
            for (Content content : Content.values()) {
                all.add(Arguments.of(Backend.HASHMAP, cases.get(i), content, (long) i));
            }
            all.add(Arguments.of(Backend.ROCKSDB, cases.get(i), Content.values()[i % 3], (long) i));
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{1}, {2}, on {0}")
    @MethodSource("everyCaseOnEveryBackend")
    void windowsDoWhatTheModelDoes(Backend backend, Case its, Content content, long seed) throws Exception {
        Counts counts = new Counts(!its.shape().sessions(), its.isOrdered());
        WindowsRestartCheck.check(
                backend,
                stream -> content.of(windowed(stream.keyBy(Steps::key), its), counts),
                new WindowsModel(its.shape(), Steps::key, content.model, its.isOrdered()),
                Steps.random(seed, backend.steps()),
                seed);
    }

    static Stream<Arguments> someCasesOnEveryBackend() {
        return Stream.concat(
                defaultTriggers().stream().map(its -> Arguments.of(Backend.HASHMAP, its)),
                Stream.of(1, 3, 9)
                        .map(which ->
                                Arguments.of(Backend.ROCKSDB, defaultTriggers().get(which))));
    }

    @ParameterizedTest(name = "{1}, on {0}")
    @MethodSource("someCasesOnEveryBackend")
    void windowsOfAWholeStreamDoWhatTheModelDoes(Backend backend, Case its) throws Exception {
        Counts counts = new Counts(!its.shape().sessions(), its.isOrdered());
        WindowsRestartCheck.check(
                backend,
                stream -> windowedAll(stream, its).process(new TellingAll(counts), Types.STRING),
                new WindowsModel(its.shape(), value -> 0, WindowsModel::sorted, its.isOrdered()),
                Steps.random(17, backend.steps()),
                17);
    }

    @SuppressWarnings("unchecked") // the assigners, triggers and evictors are of any elements and windows
    private static WindowedStream<Long, Long, Window> windowed(KeyedStream<Long, Long> stream, Case its) {
        WindowedStream<Long, Long, Window> windows = stream.window((WindowAssigner<Object, Window>) its.assigner());
        its.trigger().ifPresent(trigger -> windows.trigger((Trigger<Object, Window>) trigger));
        its.evictor().ifPresent(evictor -> windows.evictor((Evictor<Object, Window>) evictor));
        if (its.shape().eventTime()) {
            windows.allowedLateness(ms(its.shape().lateness())).sideOutputLateData(WindowsRestartCheck.LATE);
        }
        return windows;
    }

    @SuppressWarnings("unchecked") // the assigners are of any elements and windows
    private static AllWindowedStream<Long, Window> windowedAll(DataStream<Long> stream, Case its) {
        AllWindowedStream<Long, Window> windows = stream.windowAll((WindowAssigner<Object, Window>) its.assigner());
        if (its.shape().eventTime()) {
            windows.allowedLateness(ms(its.shape().lateness())).sideOutputLateData(WindowsRestartCheck.LATE);
        }
        return windows;
    }
}
