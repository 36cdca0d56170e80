package dev.weft.state.api;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.common.eventtime.WatermarkOutput;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.state.api.functions.WindowReaderFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.GlobalWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.triggers.CountTrigger;
import dev.weft.streaming.api.windowing.triggers.PurgingTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.triggers.TriggerResult;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Window operators of every way to store windows, named by their uids. Their input are numbers with ten times the number as the
 * timestamp.
 */
final class WindowPrograms {

    static final long KEYS = 3;

    static final TumblingEventTimeWindows TUMBLING = TumblingEventTimeWindows.of(Duration.ofMillis(100));
    static final SlidingEventTimeWindows SLIDING =
            SlidingEventTimeWindows.of(Duration.ofMillis(250), Duration.ofMillis(100));
    static final EventTimeSessionWindows SESSIONS = EventTimeSessionWindows.withGap(Duration.ofMillis(50));

    static final ReduceFunction<Long> SUM = Long::sum;

    /** The result depends on the order of the numbers, so that windows cannot share partial results. */
    static final ReduceFunction<Long> IN_ORDER = (before, next) -> before * 3 % 1009 + next;

    static final ValueStateDescriptor<Long> FIRED = new ValueStateDescriptor<>("fired", Types.LONG);
    static final ValueStateDescriptor<Long> SEEN = new ValueStateDescriptor<>("seen", Types.LONG);

    private WindowPrograms() {}

    /** After a number there is one watermark; the last one is that of the end of the input. */
    static WatermarkStrategy<Long> timeOf(long numberBeforeWatermark, long watermark) {
        return WatermarkStrategy.<Long>forGenerator(context -> new WatermarkGenerator<>() {
                    @Override
                    public void onEvent(Long number, long timestamp, WatermarkOutput output) {
                        if (number == numberBeforeWatermark) {
                            output.emitWatermark(new Watermark(watermark));
                        }
                    }

                    @Override
                    public void onPeriodicEmit(WatermarkOutput output) {}
                })
                .withTimestampAssigner((number, before) -> number * 10);
    }

    /** What the windows show when they fire. */
    static DataStream<String> windows(DataStream<Long> numbers) {
        KeyedStream<Long, Long> keyed = numbers.keyBy(number -> number % KEYS, Types.LONG);
        return keyed.window(TUMBLING)
                .reduce(SUM, new Showing<>("tumbling"))
                .uid("tumbling")
                .union(
                        keyed.window(SLIDING)
                                .reduce(SUM, new Showing<>("sliding"))
                                .uid("sliding"),
                        keyed.window(SLIDING)
                                .reduce(IN_ORDER, new Showing<>("separate"))
                                .uid("separate"),
                        keyed.window(SESSIONS)
                                .aggregate(new Mean(), new Showing<>("sessions"))
                                .uid("sessions"),
                        keyed.window(TUMBLING)
                                .process(new Showing<>("elements"))
                                .uid("elements"),
                        keyed.window(SESSIONS).process(new Showing<>("merged")).uid("merged"),
                        keyed.window(TUMBLING)
                                .trigger(new Counting())
                                .reduce(SUM, new Showing<>("triggered"))
                                .uid("triggered"),
                        keyed.countWindow(7)
                                .reduce(SUM, new Showing<>("counted"))
                                .uid("counted"),
                        keyed.window(TUMBLING)
                                .evictor(CountEvictor.of(2))
                                .aggregate(new Mean(), new Showing<>("evicted"))
                                .uid("evicted"));
    }

    /** What makes the state of all these operators, by their uids. */
    static Map<String, StateBootstrapTransformation<Long>> made(DataStream<Long> numbers) {
        KeyedStateTransformation<Long, Long> keyed =
                OperatorTransformation.bootstrapWith(numbers).keyBy(number -> number % KEYS, Types.LONG);
        Map<String, StateBootstrapTransformation<Long>> made = new LinkedHashMap<>();
        made.put("tumbling", keyed.window(TUMBLING).reduce(SUM, new Showing<>("tumbling")));
        made.put("sliding", keyed.window(SLIDING).reduce(SUM, new Showing<>("sliding")));
        made.put("separate", keyed.window(SLIDING).reduce(IN_ORDER, new Showing<>("separate")));
        made.put("sessions", keyed.window(SESSIONS).aggregate(new Mean(), new Showing<>("sessions")));
        made.put("elements", keyed.window(TUMBLING).process(new Showing<>("elements")));
        made.put("merged", keyed.window(SESSIONS).process(new Showing<>("merged")));
        made.put("triggered", keyed.window(TUMBLING).trigger(new Counting()).reduce(SUM, new Showing<>("triggered")));
        made.put(
                "counted",
                keyed.window(GlobalWindows.create())
                        .trigger(PurgingTrigger.of(CountTrigger.of(7)))
                        .reduce(SUM, new Showing<>("counted")));
        made.put(
                "evicted",
                keyed.window(TUMBLING).evictor(CountEvictor.of(2)).aggregate(new Mean(), new Showing<>("evicted")));
        return made;
    }

    /** What is stored of all the windows. */
    static DataStream<String> stored(SavepointReader savepoint) throws IOException {
        WindowSavepointReader<TimeWindow> tumbling = savepoint.window(TUMBLING);
        WindowSavepointReader<TimeWindow> sliding = savepoint.window(SLIDING);
        return tumbling.reduce("tumbling", SUM, new Reading<>("tumbling"), Types.LONG, Types.LONG, Types.STRING)
                .union(
                        sliding.reduce("sliding", SUM, new Reading<>("sliding"), Types.LONG, Types.LONG, Types.STRING),
                        sliding.reduce(
                                "separate", IN_ORDER, new Reading<>("separate"), Types.LONG, Types.LONG, Types.STRING),
                        savepoint
                                .window(new TimeWindow.Serializer())
                                .aggregate(
                                        "sessions",
                                        new Mean(),
                                        new Reading<>("sessions"),
                                        Types.LONG,
                                        Types.TUPLE(Types.LONG, Types.LONG),
                                        Types.STRING),
                        tumbling.process("elements", new Reading<>("elements"), Types.LONG, Types.LONG, Types.STRING),
                        savepoint
                                .window(SESSIONS)
                                .process("merged", new Reading<>("merged"), Types.LONG, Types.LONG, Types.STRING),
                        tumbling.reduce(
                                "triggered", SUM, new Reading<>("triggered"), Types.LONG, Types.LONG, Types.STRING),
                        savepoint
                                .window(GlobalWindows.create())
                                .reduce("counted", SUM, new Reading<>("counted"), Types.LONG, Types.LONG, Types.STRING),
                        tumbling.evictor()
                                .aggregate(
                                        "evicted",
                                        new Mean(),
                                        new Reading<>("evicted"),
                                        Types.LONG,
                                        Types.LONG,
                                        Types.STRING));
    }

    private static <T> String line(String uid, Long key, Window window, Iterable<T> elements) {
        List<T> all = new ArrayList<>();
        elements.forEach(all::add);
        String place = window instanceof TimeWindow time ? time.getStart() + "-" + time.getEnd() : "ever";
        return uid + " of " + key + " in " + place + ": " + all;
    }

    /** The mean of numbers. */
    static final class Mean implements AggregateFunction<Long, Tuple2<Long, Long>, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Tuple2<Long, Long> createAccumulator() {
            return Tuple2.of(0L, 0L);
        }

        @Override
        public Tuple2<Long, Long> add(Long value, Tuple2<Long, Long> sum) {
            return Tuple2.of(sum.f0 + value, sum.f1 + 1);
        }

        @Override
        public Long getResult(Tuple2<Long, Long> sum) {
            return sum.f0 / sum.f1;
        }

        @Override
        public Tuple2<Long, Long> merge(Tuple2<Long, Long> a, Tuple2<Long, Long> b) {
            return Tuple2.of(a.f0 + b.f0, a.f1 + b.f1);
        }
    }

    /** Fires at the end of the window; counts its elements. */
    static final class Counting extends Trigger<Object, TimeWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public TriggerResult onElement(Object element, long timestamp, TimeWindow window, TriggerContext context)
                throws Exception {
            ValueState<Long> seen = context.getPartitionedState(SEEN);
            seen.update(seen.value() == null ? 1 : seen.value() + 1);
            context.registerEventTimeTimer(window.maxTimestamp());
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context) {
            return TriggerResult.FIRE;
        }

        @Override
        public void clear(TimeWindow window, TriggerContext context) throws Exception {
            context.getPartitionedState(SEEN).clear();
        }
    }

    /** Shows a window that fires; counts how many of its key have fired. */
    static final class Showing<W extends Window> extends ProcessWindowFunction<Long, String, Long, W> {

        private static final long serialVersionUID = 1L;

        private final String uid;

        Showing(String uid) {
            this.uid = uid;
        }

        @Override
        public void process(Long key, Context context, Iterable<Long> elements, Collector<String> out)
                throws Exception {
            ValueState<Long> fired = context.globalState().getState(FIRED);
            fired.update(fired.value() == null ? 1 : fired.value() + 1);
            out.collect(line(uid, key, context.window(), elements));
        }
    }

    /** Shows a stored window with its timers, the number that its trigger has counted, and that of its key's fired windows. */
    static final class Reading<W extends Window> extends WindowReaderFunction<Long, String, Long, W> {

        private static final long serialVersionUID = 1L;

        private final String uid;

        Reading(String uid) {
            this.uid = uid;
        }

        @Override
        public void readWindow(Long key, Context<W> context, Iterable<Long> elements, Collector<String> out)
                throws Exception {
            out.collect(line(uid, key, context.window(), elements) + ", due " + context.registeredEventTimeTimers()
                    + context.registeredProcessingTimeTimers() + ", seen "
                    + context.triggerState(SEEN).value() + ", fired "
                    + context.globalState().getState(FIRED).value());
        }
    }
}
