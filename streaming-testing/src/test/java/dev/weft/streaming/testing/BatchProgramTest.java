package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.runtime.state.VoidNamespace;
import dev.weft.runtime.state.VoidNamespaceSerializer;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.WindowedStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.InternalTimer;
import dev.weft.streaming.api.operators.InternalTimerService;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.Triggerable;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.GlobalWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.testing.WindowRules.AtTheEnd;
import dev.weft.streaming.testing.WindowsModel.Assignment;
import dev.weft.streaming.testing.WindowsModel.Shape;
import dev.weft.util.CloseableIterator;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole programs in batch mode, on every backend: keys come one after the other, each in order of time, and nothing is
 * late.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BatchProgramTest {

    /** Values with timestamps in any order. */
    private static List<Tuple2<Long, Long>> elements() {
        return Steps.random(21, 300).stream()
                .filter(step -> step instanceof Step.Element)
                .map(step -> (Step.Element<Long>) step)
                .map(element -> Tuple2.of(element.value(), element.timestamp()))
                .toList();
    }

    private static StreamExecutionEnvironment environment(Backend backend) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, backend.configuration());
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        return environment;
    }

    private static DataStream<Long> stream(Backend backend) {
        return environment(backend)
                .fromData(elements(), Types.TUPLE(Types.LONG, Types.LONG))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple2<Long, Long>>forMonotonousTimestamps()
                        .withTimestampAssigner((element, before) -> element.f1))
                .map(element -> element.f0)
                .returns(Types.LONG);
    }

    @SuppressWarnings("try") // closing may be interrupted
    private static <T> List<T> results(DataStream<T> stream) throws Exception {
        List<T> all = new ArrayList<>();
        try (CloseableIterator<T> each = stream.executeAndCollect()) {
            each.forEachRemaining(all::add);
        }
        return all;
    }

    private static final class Telling extends ProcessWindowFunction<Long, String, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Long key, Context context, Iterable<Long> elements, Collector<String> out) {
            List<Long> all = new ArrayList<>();
            elements.forEach(all::add);
            out.collect(WindowsModel.line(key, context.window().maxTimestamp(), 0, 0, WindowsModel.sorted(all)));
        }
    }

    private static void check(Backend backend, WindowAssigner<Object, TimeWindow> assigner, Shape shape)
            throws Exception {
        WindowsModel model = new WindowsModel(shape, Steps::key, WindowsModel::sorted, false);
        for (Tuple2<Long, Long> element : elements()) {
            assertThat(model.on(new Step.Element<>(element.f0, element.f1))).isEmpty();
        }
        List<String> lines = model.on(new Step.Watermark<>(Long.MAX_VALUE)).stream()
                .filter(line -> !line.startsWith("gone"))
                .map(line -> line.replaceAll("@.*", "").replaceAll("\\(\\d+/\\d+\\)", "(0/0)"))
                .toList();
        WindowedStream<Long, Long, TimeWindow> windows =
                stream(backend).keyBy(Steps::key, Types.LONG).window(assigner);
        assertThat(results(windows.process(new Telling(), Types.STRING))).containsExactlyInAnyOrderElementsOf(lines);
        WindowedStream<Long, Long, TimeWindow> again =
                stream(backend).keyBy(Steps::key, Types.LONG).window(assigner);
        assertThat(results(again.reduce(Long::sum)).stream()
                        .mapToLong(sum -> sum)
                        .sum())
                .isEqualTo(lines.stream().mapToLong(BatchProgramTest::sumOf).sum());
    }

    /** Of the numbers between the brackets of a line. */
    private static long sumOf(String line) {
        long sum = 0;
        for (String number : line.replaceAll(".*\\[|].*", "").split(", ")) {
            sum += Long.parseLong(number);
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void windowsHaveAllTheirElementsInWhateverOrderTheyCome(Backend backend) throws Exception {
        check(
                backend,
                SlidingEventTimeWindows.of(Duration.ofMillis(100), Duration.ofMillis(40)),
                new Shape(Assignment.repeating(100, 40, 0), true, false, new AtTheEnd()));
        check(
                backend,
                EventTimeSessionWindows.withGap(Duration.ofMillis(15)),
                new Shape(Assignment.sessions(value -> 15), true, true, new AtTheEnd()));
    }

    /** Counts the elements of a key and sets timers of both kinds of time. */
    private static final class Counting extends KeyedProcessFunction<Long, Long, Tuple2<Long, String>> {
        private static final long serialVersionUID = 1L;
        private transient ListState<Long> all;

        @Override
        public void open(OpenContext context) {
            all = getRuntimeContext().getListState(new ListStateDescriptor<>("all", Types.LONG));
        }

        @Override
        public void processElement(Long value, Context context, Collector<Tuple2<Long, String>> out) throws Exception {
            all.add(value);
            context.timerService().registerEventTimeTimer(context.timestamp() - context.timestamp() % 10);
            context.timerService().registerProcessingTimeTimer(value % 5);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple2<Long, String>> out)
                throws Exception {
            List<Long> values = new ArrayList<>();
            all.get().forEach(values::add);
            String domain = context.timeDomain() == TimeDomain.EVENT_TIME ? "event " : "clock ";
            out.collect(Tuple2.of(context.getCurrentKey(), domain + timestamp + " of " + values.size()));
        }
    }

    /** As {@link Counting}, an operator that the program wrote. */
    private static final class CustomCounting extends AbstractStreamOperator<Tuple2<Long, String>>
            implements OneInputStreamOperator<Long, Tuple2<Long, String>>, Triggerable<Long, VoidNamespace> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Integer> count;
        private transient InternalTimerService<VoidNamespace> timers;

        @Override
        public void open() throws Exception {
            super.open();
            count = getPartitionedState(new ValueStateDescriptor<>("count", Types.INT));
            timers = getInternalTimerService("timers", VoidNamespaceSerializer.INSTANCE, this);
        }

        @Override
        public void processElement(StreamRecord<Long> element) throws Exception {
            count.update(count.value() == null ? 1 : count.value() + 1);
            long time = element.getTimestamp() - element.getTimestamp() % 10;
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, element.getValue() % 5);
        }

        private void tell(String domain, InternalTimer<Long, VoidNamespace> timer) throws Exception {
            String line = domain + timer.getTimestamp() + " of " + count.value();
            output.collect(new StreamRecord<>(Tuple2.of(timer.getKey(), line)));
        }

        @Override
        public void onEventTime(InternalTimer<Long, VoidNamespace> timer) throws Exception {
            tell("event ", timer);
        }

        @Override
        public void onProcessingTime(InternalTimer<Long, VoidNamespace> timer) throws Exception {
            tell("clock ", timer);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void timersOfAKeyFireInOrderAfterAllElementsThoseOfEventTimeFirst(Backend backend) throws Exception {
        TypeInformation<Tuple2<Long, String>> type = Types.TUPLE(Types.LONG, Types.STRING);
        checkTimers(stream(backend).keyBy(Steps::key, Types.LONG).process(new Counting(), type));
        checkTimers(stream(backend).keyBy(Steps::key, Types.LONG).transform("counting", type, new CustomCounting()));
    }

    private static void checkTimers(DataStream<Tuple2<Long, String>> told) throws Exception {
        Map<Long, Integer> counts = new HashMap<>();
        Map<Long, TreeSet<Long>> events = new TreeMap<>();
        Map<Long, TreeSet<Long>> clocks = new TreeMap<>();
        for (Tuple2<Long, Long> element : elements()) {
            long key = Steps.key(element.f0);
            counts.merge(key, 1, Integer::sum);
            events.computeIfAbsent(key, k -> new TreeSet<>()).add(element.f1 - element.f1 % 10);
            clocks.computeIfAbsent(key, k -> new TreeSet<>()).add(element.f0 % 5);
        }
        Map<Long, List<String>> found = new TreeMap<>();
        for (Tuple2<Long, String> each : results(told)) {
            found.computeIfAbsent(each.f0, key -> new ArrayList<>()).add(each.f1);
        }
        Map<Long, List<String>> expected = new TreeMap<>();
        counts.forEach((key, count) -> {
            List<String> lines = new ArrayList<>();
            events.get(key).forEach(time -> lines.add("event " + time + " of " + count));
            clocks.get(key).forEach(time -> lines.add("clock " + time + " of " + count));
            expected.put(key, lines);
        });
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void aReductionGivesOneResultForAKey(Backend backend) throws Exception {
        Map<Long, Long> sums = new HashMap<>();
        elements().forEach(element -> sums.merge(Steps.key(element.f0), element.f0, Long::sum));
        assertThat(results(stream(backend).keyBy(Steps::key, Types.LONG).reduce(Long::sum)))
                .containsExactlyInAnyOrderElementsOf(sums.values());
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatAReductionGivesReachesWindowsBehindIt(Backend backend) throws Exception {
        DataStream<Long> sums = environment(backend)
                .fromSequence(1, 10)
                .keyBy(value -> value % 3, Types.LONG)
                .reduce(Long::sum);
        assertThat(results(sums.windowAll(GlobalWindows.createWithEndOfStreamTrigger())
                        .reduce(Long::sum)))
                .containsExactly(55L);
    }

    @Test
    void recordsOfAKeyAreProcessedInOrderOfTheirTimestamps() throws Exception {
        DataStream<Long> timed = environment(Backend.HASHMAP)
                .fromData(Types.LONG, 30L, 10L, 20L)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Long>noWatermarks().withTimestampAssigner((value, before) -> value));
        assertThat(results(timed.keyBy(value -> "one", Types.STRING)
                        .map(new RichMapFunction<Long, Long>() {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public Long map(Long value) {
                                return value;
                            }
                        })
                        .returns(Types.LONG)))
                .containsExactly(10L, 20L, 30L);
    }

    /** Says how many rules there are when an element comes. */
    private static final class RulesThen extends BroadcastProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;
        private long rules;

        @Override
        public void processElement(Long value, ReadOnlyContext context, Collector<Long> out) {
            out.collect(rules);
        }

        @Override
        public void processBroadcastElement(Long value, Context context, Collector<Long> out) {
            rules++;
        }
    }

    /** More than all channels hold: with backpressure alone the source would wait for itself. */
    @Test
    void aBroadcastInputIsReadToItsEndFirstAlsoWhenBothComeFromOneSource() throws Exception {
        long count = 200_000;
        DataStream<Long> source = environment(Backend.HASHMAP).fromSequence(1, count);
        DataStream<Long> rules = source.connect(source.broadcast(BatchStages.RULES))
                .process(new RulesThen())
                .returns(Types.LONG);
        assertThat(results(rules.filter(seen -> seen != count).returns(Types.LONG)))
                .isEmpty();
    }

    @Test
    void whatDoesNotFitIntoMemoryIsSortedOnDisk() throws Exception {
        Configuration small = Backend.HASHMAP.configuration();
        small.setString("execution.sorted-inputs.memory", "1 mb");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, small);
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        DataStream<Long> sums = environment
                .fromSequence(1, 300_000)
                .keyBy(value -> value % 70_001, Types.LONG)
                .reduce(Long::sum);
        assertThat(results(sums.windowAll(GlobalWindows.createWithEndOfStreamTrigger())
                        .reduce(Long::sum)))
                .containsExactly(300_000L * 300_001 / 2);
    }
}
