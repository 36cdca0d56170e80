package dev.weft.streaming.testing;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.runtime.state.VoidNamespace;
import dev.weft.runtime.state.VoidNamespaceSerializer;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.AbstractStreamOperatorFactory;
import dev.weft.streaming.api.operators.AbstractUdfStreamOperator;
import dev.weft.streaming.api.operators.InternalTimer;
import dev.weft.streaming.api.operators.InternalTimerService;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperatorFactory;
import dev.weft.streaming.api.operators.StreamOperator;
import dev.weft.streaming.api.operators.StreamOperatorParameters;
import dev.weft.streaming.api.operators.Triggerable;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Operators with one input that users implement, against models of plain collections, on every backend, with restarts
 * and rescaling in between: keyed state with and without namespaces, timers, and operator state.
 */
final class CustomOperatorsRestartTest {

    private static final OutputTag<String> ASIDE = new OutputTag<>("aside", Types.STRING);

    static Stream<Arguments> everyWay() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(1L, 2L).map(seed -> Arguments.of(backend, seed)));
    }

    private static void check(
            Backend backend,
            long seed,
            Function<DataStream<Long>, SingleOutputStreamOperator<String>> operator,
            Function<Step<Long>, List<String>> model)
            throws Exception {
        List<Step<Long>> steps = Steps.random(seed, backend.steps());
        List<Emitted<String>> emitted = backend.run(
                new OperatorRestartTester<>(Types.LONG, operator, backend.configuration(), ASIDE), steps, seed);
        Comparison.check(steps, emitted, ASIDE, model);
    }

    private static long bucket(long value) {
        return Steps.measure(value) % 3;
    }

    private static boolean putsOff(long value) {
        return Steps.measure(value) % 4 == 0;
    }

    private static boolean isTold(long value) {
        return Steps.measure(value) % 2 == 0;
    }

    /** When an element's bucket is due: never by a watermark that has come already. */
    private static long due(long watermark, long timestamp) {
        return Math.max(watermark + 1, timestamp + 30);
    }

    private static long round(long watermark, long timestamp) {
        return (Math.floorDiv(Math.max(watermark, timestamp), 50) + 1) * 50;
    }

    /**
     * Puts elements into buckets, namespaces below the key, which are told and emptied when event time is thirty later, and
     * told when the clock is fifty later; some elements put off what was due. Counts the elements of a key, in memory
     * between two checkpoints, and tells the count once a round of event time. Keeps elements without their keys until
     * event time has come to them.
     */
    private static final class Bucketing extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<Long, String>, Triggerable<Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient ListState<Tuple2<Long, Long>> even;
        private transient ListState<Tuple2<Long, Long>> odd;
        private transient List<Tuple2<Long, Long>> waiting;
        private transient ValueState<Long> count;
        private transient Map<Long, Long> counted;
        private transient InternalTimerService<Long> buckets;
        private transient InternalTimerService<VoidNamespace> rounds;

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            even = context.getOperatorStateStore().getListState(waiting("even"));
            odd = context.getOperatorStateStore().getUnionListState(waiting("odd"));
            waiting = new ArrayList<>();
            even.get().forEach(waiting::add);
            for (Tuple2<Long, Long> each : odd.get()) {
                if (each.f0 / 2 % getRuntimeContext().getNumberOfParallelSubtasks()
                        == getRuntimeContext().getIndexOfThisSubtask()) {
                    waiting.add(each);
                }
            }
        }

        private static ListStateDescriptor<Tuple2<Long, Long>> waiting(String name) {
            return new ListStateDescriptor<>(name, Types.TUPLE(Types.LONG, Types.LONG));
        }

        @Override
        public void open() throws Exception {
            super.open();
            count = getPartitionedState(new ValueStateDescriptor<>("count", Types.LONG));
            counted = new HashMap<>();
            buckets = getInternalTimerService("buckets", LongSerializer.INSTANCE, this);
            rounds = getInternalTimerService("rounds", VoidNamespaceSerializer.INSTANCE, new Rounds());
        }

        private ListState<Long> elements(long bucket) throws Exception {
            return getPartitionedState(
                    bucket, LongSerializer.INSTANCE, new ListStateDescriptor<>("elements", Types.LONG));
        }

        private ValueState<Long> due(long bucket) throws Exception {
            return getPartitionedState(bucket, LongSerializer.INSTANCE, new ValueStateDescriptor<>("due", Types.LONG));
        }

        @Override
        public void processElement(StreamRecord<Long> element) throws Exception {
            long value = element.getValue();
            long bucket = bucket(value);
            long watermark = buckets.currentWatermark();
            elements(bucket).add(value);
            ValueState<Long> due = due(bucket);
            if (putsOff(value) && due.value() != null) {
                buckets.deleteEventTimeTimer(bucket, due.value());
            }
            due.update(CustomOperatorsRestartTest.due(watermark, element.getTimestamp()));
            buckets.registerEventTimeTimer(bucket, due.value());
            if (isTold(value)) {
                buckets.registerProcessingTimeTimer(bucket, buckets.currentProcessingTime() + 50);
            }
            rounds.registerEventTimeTimer(VoidNamespace.INSTANCE, round(watermark, element.getTimestamp()));
            counted.merge((Long) getCurrentKey(), 1L, Long::sum);
            waiting.add(Tuple2.of(value, element.getTimestamp()));
            output.collect(ASIDE, element.replace("bucket " + bucket));
        }

        @Override
        public void processWatermark(Watermark mark) throws Exception {
            for (Iterator<Tuple2<Long, Long>> each = waiting.iterator(); each.hasNext(); ) {
                Tuple2<Long, Long> next = each.next();
                if (next.f1 <= mark.getTimestamp()) {
                    output.collect(new StreamRecord<>("waited " + next.f0, next.f1));
                    each.remove();
                }
            }
            buckets.forEachEventTimeTimer((bucket, time) ->
                    output.collect(new StreamRecord<>("bucket " + bucket + " of " + getCurrentKey() + " by " + time)));
            super.processWatermark(mark);
        }

        @Override
        public void onEventTime(InternalTimer<Long, Long> timer) throws Exception {
            tell("event time", timer);
            elements(timer.getNamespace()).clear();
        }

        @Override
        public void onProcessingTime(InternalTimer<Long, Long> timer) throws Exception {
            tell("the clock", timer);
        }

        private void tell(String domain, InternalTimer<Long, Long> timer) throws Exception {
            List<Long> all = new ArrayList<>();
            elements(timer.getNamespace()).get().forEach(all::add);
            String which = timer.getKey() + "/" + timer.getNamespace();
            output.collect(new StreamRecord<>(domain + " " + timer.getTimestamp() + " " + which + ": " + all));
        }

        /** Tells how often there was a key. */
        private final class Rounds implements Triggerable<Long, VoidNamespace> {
            @Override
            public void onEventTime(InternalTimer<Long, VoidNamespace> timer) throws Exception {
                long all = (count.value() == null ? 0 : count.value()) + counted.getOrDefault(timer.getKey(), 0L);
                output.collect(new StreamRecord<>("round " + timer.getTimestamp() + " " + timer.getKey() + ": " + all));
            }

            @Override
            public void onProcessingTime(InternalTimer<Long, VoidNamespace> timer) {
                throw new AssertionError("rounds are of event time");
            }
        }

        @Override
        public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
            for (Map.Entry<Long, Long> each : counted.entrySet()) {
                setCurrentKey(each.getKey());
                count.update((count.value() == null ? 0 : count.value()) + each.getValue());
            }
            counted.clear();
        }

        @Override
        public void snapshotState(StateSnapshotContext context) throws Exception {
            super.snapshotState(context);
            even.clear();
            odd.clear();
            for (Tuple2<Long, Long> each : waiting) {
                (each.f0 % 2 == 0 ? even : odd).add(each);
            }
        }
    }

    private record Bucket(long key, long number) {}

    /** What {@link Bucketing} should do. */
    private static final class BucketingModel {
        private final Map<Bucket, List<Long>> elements = new HashMap<>();
        private final Map<Bucket, TreeSet<Long>> eventTimers = new HashMap<>();
        private final Map<Bucket, TreeSet<Long>> clockTimers = new HashMap<>();
        private final Map<Bucket, Long> due = new HashMap<>();
        private final Map<Long, TreeSet<Long>> rounds = new HashMap<>();
        private final Map<Long, Integer> counts = new HashMap<>();
        private final List<Step.Element<Long>> waiting = new ArrayList<>();
        private long watermark = Long.MIN_VALUE;
        private long nowMs;

        List<String> on(Step<Long> step) {
            List<String> lines = new ArrayList<>();
            if (step instanceof Step.Element<Long> element) {
                add(element, lines);
            } else if (step instanceof Step.Watermark<Long> mark) {
                watermark = mark.timestamp();
                advance(lines);
            } else if (step instanceof Step.Clock<Long> clock) {
                nowMs = clock.timeMs();
                clockTimers.forEach((bucket, times) -> {
                    while (!times.isEmpty() && times.first() <= nowMs) {
                        lines.add(told("the clock", bucket, times.pollFirst()));
                    }
                });
            }
            return lines;
        }

        private void add(Step.Element<Long> element, List<String> lines) {
            long value = element.value();
            Bucket bucket = new Bucket(Steps.key(value), bucket(value));
            elements.computeIfAbsent(bucket, b -> new ArrayList<>()).add(value);
            TreeSet<Long> timers = eventTimers.computeIfAbsent(bucket, b -> new TreeSet<>());
            if (putsOff(value) && due.containsKey(bucket)) {
                timers.remove(due.get(bucket));
            }
            due.put(bucket, due(watermark, element.timestamp()));
            timers.add(due.get(bucket));
            if (isTold(value)) {
                clockTimers.computeIfAbsent(bucket, b -> new TreeSet<>()).add(nowMs + 50);
            }
            rounds.computeIfAbsent(bucket.key(), k -> new TreeSet<>()).add(round(watermark, element.timestamp()));
            counts.merge(bucket.key(), 1, Integer::sum);
            waiting.add(element);
            lines.add("aside bucket " + bucket.number());
        }

        private void advance(List<String> lines) {
            waiting.removeIf(each -> {
                boolean over = each.timestamp() <= watermark;
                if (over) {
                    lines.add("waited " + each.value());
                }
                return over;
            });
            eventTimers.forEach((bucket, times) -> times.forEach(
                    time -> lines.add("bucket " + bucket.number() + " of " + bucket.key() + " by " + time)));
            eventTimers.forEach((bucket, times) -> {
                while (!times.isEmpty() && times.first() <= watermark) {
                    lines.add(told("event time", bucket, times.pollFirst()));
                    elements.put(bucket, new ArrayList<>());
                }
            });
            rounds.forEach((key, times) -> {
                while (!times.isEmpty() && times.first() <= watermark) {
                    lines.add("round " + times.pollFirst() + " " + key + ": " + counts.get(key));
                }
            });
        }

        private String told(String domain, Bucket bucket, long time) {
            return domain + " " + time + " " + bucket.key() + "/" + bucket.number() + ": " + elements.get(bucket);
        }
    }

    @ParameterizedTest(name = "seed {1}, on {0}")
    @MethodSource("everyWay")
    void stateAndTimersOfAnOperatorWithOneInputSurvive(Backend backend, long seed) throws Exception {
        check(
                backend,
                seed,
                stream -> stream.keyBy(Steps::key).transform("bucketing", Types.STRING, new Bucketing()),
                new BucketingModel()::on);
    }

    /** Lets elements go on when the clock is fifty later. Its input has no keys, its timers are those of the task. */
    private static final class Delaying extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<Long, String> {
        private static final long serialVersionUID = 1L;

        private transient ListState<Tuple2<Long, Long>> saved;
        private transient TreeMap<Long, List<Long>> waiting;

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            saved = context.getOperatorStateStore()
                    .getListState(new ListStateDescriptor<>("waiting", Types.TUPLE(Types.LONG, Types.LONG)));
        }

        @Override
        public void open() throws Exception {
            super.open();
            waiting = new TreeMap<>();
            for (Tuple2<Long, Long> each : saved.get()) {
                delay(each.f0, each.f1);
            }
        }

        private void delay(long value, long untilMs) {
            waiting.computeIfAbsent(untilMs, time -> {
                        processingTimeService.registerTimer(time, this::letGo);
                        return new ArrayList<>();
                    })
                    .add(value);
        }

        private void letGo(long timeMs) {
            waiting.remove(timeMs).forEach(value -> output.collect(new StreamRecord<>(value + " at " + timeMs)));
        }

        @Override
        public void processElement(StreamRecord<Long> element) {
            delay(element.getValue(), processingTimeService.getCurrentProcessingTime() + 50);
        }

        @Override
        public void snapshotState(StateSnapshotContext context) throws Exception {
            super.snapshotState(context);
            saved.clear();
            for (Map.Entry<Long, List<Long>> each : waiting.entrySet()) {
                for (Long value : each.getValue()) {
                    saved.add(Tuple2.of(value, each.getKey()));
                }
            }
        }
    }

    private static final class DelayingFactory extends AbstractStreamOperatorFactory<String>
            implements OneInputStreamOperatorFactory<Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("unchecked") // as the contract has it
        public <T extends StreamOperator<String>> T createStreamOperator(StreamOperatorParameters<String> parameters) {
            Delaying operator = new Delaying();
            operator.setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
            operator.setProcessingTimeService(processingTimeService);
            return (T) operator;
        }

        @Override
        @SuppressWarnings("rawtypes") // as the contract has it
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
            return Delaying.class;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void stateOfAnOperatorWithoutKeysThatAFactoryMakesSurvives(long seed) throws Exception {
        TreeMap<Long, List<Long>> waiting = new TreeMap<>();
        long[] nowMs = {0};
        check(
                Backend.HASHMAP,
                seed,
                stream -> stream.transform("delaying", Types.STRING, new DelayingFactory()),
                step -> {
                    List<String> lines = new ArrayList<>();
                    if (step instanceof Step.Element<Long> element) {
                        waiting.computeIfAbsent(nowMs[0] + 50, time -> new ArrayList<>())
                                .add(element.value());
                    } else if (step instanceof Step.Clock<Long> clock) {
                        nowMs[0] = clock.timeMs();
                        while (!waiting.isEmpty() && waiting.firstKey() <= nowMs[0]) {
                            long time = waiting.firstKey();
                            waiting.remove(time).forEach(value -> lines.add(value + " at " + time));
                        }
                    }
                    return lines;
                });
    }

    /** Counts elements in a map that every instance has; the first one tells. */
    private static final class Remembering extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<Long, String> {
        private static final long serialVersionUID = 1L;
        private transient BroadcastState<Long, Long> counts;

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            counts = context.getOperatorStateStore()
                    .getBroadcastState(new MapStateDescriptor<>("counts", Types.LONG, Types.LONG));
        }

        @Override
        public void processElement(StreamRecord<Long> element) throws Exception {
            long key = Steps.key(element.getValue());
            counts.put(key, counts.contains(key) ? counts.get(key) + 1 : 1);
            if (getRuntimeContext().getIndexOfThisSubtask() == 0) {
                output.collect(element.replace(key + ": " + counts.get(key)));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void broadcastStateOfAnOperatorSurvives(long seed) throws Exception {
        Map<Long, Integer> counts = new HashMap<>();
        check(
                Backend.HASHMAP,
                seed,
                stream -> stream.broadcast().transform("remembering", Types.STRING, new Remembering()),
                step -> step instanceof Step.Element<Long> element
                        ? List.of(Steps.key(element.value()) + ": "
                                + counts.merge(Steps.key(element.value()), 1, Integer::sum))
                        : List.of());
    }

    /** Counts the elements of a key in state that it takes early, and what was counted so far in state that it takes late. */
    private static final class Counting extends RichMapFunction<Long, String> implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Long> count;
        private transient ValueState<Long> sum;

        @Override
        public void initializeState(FunctionInitializationContext context) {
            count = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.LONG));
        }

        @Override
        public String map(Long value) throws Exception {
            count.update(count.value() == null ? 1 : count.value() + 1);
            sum.update((sum.value() == null ? 0 : sum.value()) + count.value());
            return Steps.key(value) + ": " + count.value() + ", " + sum.value();
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}
    }

    /** An operator around a function. */
    private static final class Mapping extends AbstractUdfStreamOperator<String, Counting>
            implements OneInputStreamOperator<Long, String> {
        private static final long serialVersionUID = 1L;

        Mapping(Counting function) {
            super(function);
        }

        @Override
        public void processElement(StreamRecord<Long> element) throws Exception {
            output.collect(element.replace(userFunction.map(element.getValue())));
        }
    }

    @ParameterizedTest(name = "seed {1}, on {0}")
    @MethodSource("everyWay")
    void stateOfAFunctionInAWrittenOperatorSurvives(Backend backend, long seed) throws Exception {
        Map<Long, Long> counts = new HashMap<>();
        check(
                backend,
                seed,
                stream -> stream.keyBy(Steps::key).transform("mapping", Types.STRING, new Mapping(new Counting())),
                step -> {
                    if (step instanceof Step.Element<Long> element) {
                        long key = Steps.key(element.value());
                        long count = counts.merge(key, 1L, Long::sum);
                        return List.of(key + ": " + count + ", " + count * (count + 1) / 2);
                    }
                    return List.of();
                });
    }
}
