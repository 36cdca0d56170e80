package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReadOnlyBroadcastState;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.functions.co.RichCoFlatMapFunction;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions on two connected streams, keyed or with one of them broadcast, against models of plain collections, on
 * every backend and with restarts and rescaling in between.
 */
final class ConnectedRestartTest {

    private static final OutputTag<String> ASIDE = new OutputTag<>("aside", Types.STRING);
    private static final MapStateDescriptor<Long, Long> RULES =
            new MapStateDescriptor<>("rules", Types.LONG, Types.LONG);

    /** What should come of one step. */
    private interface Model {
        List<String> on(TwoInputStep<Long, Long> step, long watermark);
    }

    static Stream<Arguments> everyWay() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(1L, 2L).map(seed -> Arguments.of(backend, seed)));
    }

    private static void check(
            Backend backend,
            long seed,
            BiFunction<DataStream<Long>, DataStream<Long>, SingleOutputStreamOperator<String>> operator,
            Model model)
            throws Exception {
        List<TwoInputStep<Long, Long>> steps = Steps.ofTwoInputs(seed, backend.steps());
        List<Emitted<String>> emitted = backend.run(
                new TwoInputRestartTester<>(Types.LONG, Types.LONG, operator, backend.configuration(), ASIDE),
                steps,
                seed);
        Steps.LowerWatermark watermark = new Steps.LowerWatermark();
        Comparison.check(steps, emitted, ASIDE, step -> model.on(step, watermark.after(step)));
    }

    /** Keeps the elements of the first input until event time is thirty later, and the last of the second for fifty of the clock. */
    private static final class Meeting extends KeyedCoProcessFunction<Long, Long, Long, String> {
        private static final long serialVersionUID = 1L;
        private transient ListState<Long> firsts;
        private transient ValueState<Long> second;

        @Override
        public void open(OpenContext context) {
            firsts = getRuntimeContext().getListState(new ListStateDescriptor<>("firsts", Types.LONG));
            second = getRuntimeContext().getState(new ValueStateDescriptor<>("second", Types.LONG));
        }

        @Override
        public void processElement1(Long value, Context context, Collector<String> out) throws Exception {
            firsts.add(value);
            long now = context.timerService().currentWatermark();
            context.timerService().registerEventTimeTimer(Math.max(now + 1, context.timestamp() + 30));
            context.output(ASIDE, value + " meets " + second.value());
        }

        @Override
        public void processElement2(Long value, Context context, Collector<String> out) throws Exception {
            second.update(value);
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime() + 50);
            out.collect(value + " meets " + listed());
        }

        private List<Long> listed() throws Exception {
            List<Long> all = new ArrayList<>();
            firsts.get().forEach(all::add);
            return all;
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            out.collect(context.getCurrentKey() + " at " + timestamp + ": " + listed() + ", " + second.value());
            if (context.timeDomain() == TimeDomain.EVENT_TIME) {
                firsts.clear();
            } else {
                second.clear();
            }
        }
    }

    private static final class MeetingModel implements Model {
        private final Map<Long, List<Long>> firsts = new HashMap<>();
        private final Map<Long, Long> seconds = new HashMap<>();
        private final TreeMap<Long, TreeSet<Long>> eventTimers = new TreeMap<>();
        private final TreeMap<Long, TreeSet<Long>> clockTimers = new TreeMap<>();
        private long nowMs;

        private List<Long> firsts(long key) {
            return firsts.computeIfAbsent(key, k -> new ArrayList<>());
        }

        @Override
        public List<String> on(TwoInputStep<Long, Long> step, long watermark) {
            List<String> lines = new ArrayList<>();
            if (step instanceof TwoInputStep.First<Long, Long> first) {
                long key = Steps.key(first.value());
                firsts(key).add(first.value());
                eventTimers
                        .computeIfAbsent(Math.max(watermark + 1, first.timestamp() + 30), t -> new TreeSet<>())
                        .add(key);
                lines.add("aside " + first.value() + " meets " + seconds.get(key));
            } else if (step instanceof TwoInputStep.Second<Long, Long> second) {
                long key = Steps.key(second.value());
                seconds.put(key, second.value());
                clockTimers.computeIfAbsent(nowMs + 50, t -> new TreeSet<>()).add(key);
                lines.add(second.value() + " meets " + firsts(key));
            } else if (step instanceof TwoInputStep.Clock<Long, Long> clock) {
                nowMs = clock.timeMs();
                fire(clockTimers, nowMs, lines, seconds);
            } else {
                fire(eventTimers, watermark, lines, firsts);
            }
            return lines;
        }

        private void fire(TreeMap<Long, TreeSet<Long>> timers, long until, List<String> lines, Map<Long, ?> forgotten) {
            while (!timers.isEmpty() && timers.firstKey() <= until) {
                long time = timers.firstKey();
                for (long key : timers.remove(time)) {
                    lines.add(key + " at " + time + ": " + firsts(key) + ", " + seconds.get(key));
                    forgotten.remove(key);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {1}, on {0}")
    @MethodSource("everyWay")
    void twoKeyedStreamsShareStateAndTimers(Backend backend, long seed) throws Exception {
        check(
                backend,
                seed,
                (first, second) -> first.keyBy(Steps::key, Types.LONG)
                        .connect(second.keyBy(Steps::key, Types.LONG))
                        .process(new Meeting(), Types.STRING),
                new MeetingModel());
    }

    /** Adds the elements of the first input up and subtracts those of the second. */
    private static final class Balance extends RichCoFlatMapFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Long> balance;

        @Override
        public void open(OpenContext context) {
            balance = getRuntimeContext().getState(new ValueStateDescriptor<>("balance", Types.LONG));
        }

        @Override
        public void flatMap1(Long value, Collector<String> out) throws Exception {
            change(value, value, out);
        }

        @Override
        public void flatMap2(Long value, Collector<String> out) throws Exception {
            change(value, -value, out);
        }

        private void change(Long value, long by, Collector<String> out) throws Exception {
            balance.update((balance.value() == null ? 0 : balance.value()) + by);
            if (value % 2 == 0) {
                out.collect(value + " makes " + balance.value());
            }
        }
    }

    @ParameterizedTest(name = "seed {1}, on {0}")
    @MethodSource("everyWay")
    void aRichFunctionOnTwoKeyedStreamsHasStateOfItsKeys(Backend backend, long seed) throws Exception {
        Map<Long, Long> balances = new HashMap<>();
        check(
                backend,
                seed,
                (first, second) -> first.keyBy(Steps::key, Types.LONG)
                        .connect(second.keyBy(Steps::key, Types.LONG))
                        .flatMap(new Balance(), Types.STRING),
                (step, watermark) -> {
                    long value;
                    long by;
                    if (step instanceof TwoInputStep.First<Long, Long> first) {
                        value = first.value();
                        by = value;
                    } else if (step instanceof TwoInputStep.Second<Long, Long> second) {
                        value = second.value();
                        by = -value;
                    } else {
                        return List.of();
                    }
                    long balance = balances.merge(Steps.key(value), by, Long::sum);
                    return value % 2 == 0 ? List.of(value + " makes " + balance) : List.of();
                });
    }

    private static Map<Long, Long> sorted(Iterable<? extends Map.Entry<Long, Long>> entries) {
        Map<Long, Long> sorted = new TreeMap<>();
        entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** Elements see the rules of the other input, and are counted by key; some rules ask for the counts of all keys. */
    private static final class Following extends KeyedBroadcastProcessFunction<Long, Long, Long, String> {
        private static final long serialVersionUID = 1L;
        private static final ValueStateDescriptor<Long> COUNT = new ValueStateDescriptor<>("count", Types.LONG);

        @Override
        public void processElement(Long value, ReadOnlyContext context, Collector<String> out) throws Exception {
            ValueState<Long> count = getRuntimeContext().getState(COUNT);
            count.update(count.value() == null ? 1 : count.value() + 1);
            ReadOnlyBroadcastState<Long, Long> rules = context.getBroadcastState(RULES);
            out.collect(value + " by " + sorted(rules.immutableEntries()));
            context.timerService()
                    .registerEventTimeTimer(
                            Math.max(context.timerService().currentWatermark() + 1, context.timestamp() + 40));
        }

        @Override
        public void processBroadcastElement(Long rule, Context context, Collector<String> out) throws Exception {
            if (rule % 7 == 0) {
                context.getBroadcastState(RULES).remove(rule % 5);
            } else {
                context.getBroadcastState(RULES).put(rule % 5, rule);
            }
            if (rule % 3 == 0) {
                context.applyToKeyedState(COUNT, (key, count) -> {
                    out.collect(key + " has " + count.value());
                    count.clear();
                });
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            out.collect(context.getCurrentKey() + " at " + timestamp + " by "
                    + sorted(context.getBroadcastState(RULES).immutableEntries()));
        }
    }

    private static final class FollowingModel implements Model {
        private final TreeMap<Long, Long> rules = new TreeMap<>();
        private final TreeMap<Long, Long> counts = new TreeMap<>();
        private final TreeMap<Long, TreeSet<Long>> timers = new TreeMap<>();

        @Override
        public List<String> on(TwoInputStep<Long, Long> step, long watermark) {
            List<String> lines = new ArrayList<>();
            if (step instanceof TwoInputStep.First<Long, Long> element) {
                long key = Steps.key(element.value());
                counts.merge(key, 1L, Long::sum);
                lines.add(element.value() + " by " + rules);
                timers.computeIfAbsent(Math.max(watermark + 1, element.timestamp() + 40), t -> new TreeSet<>())
                        .add(key);
            } else if (step instanceof TwoInputStep.Second<Long, Long> rule) {
                if (rule.value() % 7 == 0) {
                    rules.remove(rule.value() % 5);
                } else {
                    rules.put(rule.value() % 5, rule.value());
                }
                if (rule.value() % 3 == 0) {
                    counts.forEach((key, count) -> lines.add(key + " has " + count));
                    counts.clear();
                }
            }
            while (!timers.isEmpty() && timers.firstKey() <= watermark) {
                long time = timers.firstKey();
                timers.remove(time).forEach(key -> lines.add(key + " at " + time + " by " + rules));
            }
            return lines;
        }
    }

    @ParameterizedTest(name = "seed {1}, on {0}")
    @MethodSource("everyWay")
    void keyedElementsSeeWhatWasBroadcast(Backend backend, long seed) throws Exception {
        check(
                backend,
                seed,
                (elements, rules) -> elements.keyBy(Steps::key, Types.LONG)
                        .connect(rules.broadcast(RULES))
                        .process(new Following(), Types.STRING),
                new FollowingModel());
    }

    /**
     * Without keys: holds elements back until a rule lets them go, and knows of all elements that there ever were. What it
     * holds is dealt out to the instances, what it knows comes to each of them as a whole.
     */
    private static final class Holding extends BroadcastProcessFunction<Long, Long, String>
            implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private final List<Long> held = new ArrayList<>();
        private final TreeSet<Long> seen = new TreeSet<>();
        private final TreeSet<Long> known = new TreeSet<>();
        private transient ListState<Long> heldState;
        private transient ListState<Long> seenState;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            heldState = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("held", Types.LONG));
            heldState.get().forEach(held::add);
            seenState =
                    context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("seen", Types.LONG));
            int instances = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
            for (long value : seenState.get()) {
                assertThat(known.add(value)).as("%d came once", value).isTrue();
                if (value % instances == getRuntimeContext().getTaskInfo().getIndexOfThisSubtask()) {
                    seen.add(value);
                }
            }
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            heldState.update(held);
            seenState.update(List.copyOf(seen));
        }

        @Override
        public void processElement(Long value, ReadOnlyContext context, Collector<String> out) throws Exception {
            held.add(value);
            seen.add(value);
            out.collect(value + " by " + sorted(context.getBroadcastState(RULES).immutableEntries()));
        }

        @Override
        public void processBroadcastElement(Long rule, Context context, Collector<String> out) throws Exception {
            context.getBroadcastState(RULES).put(rule % 5, rule);
            if (rule % 2 == 0) {
                held.forEach(value -> out.collect(rule + " lets go " + value));
                held.clear();
            } else {
                seen.forEach(value -> context.output(ASIDE, "there was " + value));
            }
        }
    }

    @ParameterizedTest(name = "seed {1}, on {0}")
    @MethodSource("everyWay")
    void stateWithoutKeysIsDealtOutOrSharedAndNoneOfItIsLost(Backend backend, long seed) throws Exception {
        TreeMap<Long, Long> rules = new TreeMap<>();
        List<Long> held = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        check(
                backend,
                seed,
                (elements, its) -> elements.connect(its.broadcast(RULES)).process(new Holding(), Types.STRING),
                (step, watermark) -> {
                    List<String> lines = new ArrayList<>();
                    if (step instanceof TwoInputStep.First<Long, Long> element) {
                        held.add(element.value());
                        seen.add(element.value());
                        lines.add(element.value() + " by " + rules);
                    } else if (step instanceof TwoInputStep.Second<Long, Long> rule) {
                        rules.put(rule.value() % 5, rule.value());
                        if (rule.value() % 2 == 0) {
                            held.forEach(value -> lines.add(rule.value() + " lets go " + value));
                            held.clear();
                        } else {
                            seen.forEach(value -> lines.add("aside there was " + value));
                        }
                    }
                    return lines;
                });
    }
}
