package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.functions.RichFlatMapFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.functions.co.RichCoFlatMapFunction;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorsTest {

    private static final OutputTag<String> SIDE = new OutputTag<>("side", Types.STRING);

    private final RecordingReceiver main = new RecordingReceiver();
    private final RecordingReceiver side = new RecordingReceiver();
    private FakeTask task = new FakeTask(false);

    private Operator open(Operation operation) {
        KeySelector<Object, Object> firstLetter = v -> ((String) v).substring(0, 1);
        Keying keying = Keying.of(firstLetter, Types.STRING);
        return open(operation, List.of(keying, keying));
    }

    private Operator open(Operation operation, List<Keying> keyings) {
        return open(operation, keyings, List.of(Types.STRING, Types.STRING)).operator();
    }

    /** Over one keyed input, as it is reached from outside. */
    private Receiver openOne(Operation operation) {
        return buildOne(operation).input(0);
    }

    private Operators.Built buildOne(Operation operation) {
        KeySelector<Object, Object> firstLetter = v -> ((String) v).substring(0, 1);
        Keying keying = Keying.of(firstLetter, Types.STRING);
        return open(operation, List.of(keying), List.of(Types.STRING));
    }

    private Operators.Built open(Operation operation, List<Keying> keyings, List<TypeInformation<?>> types) {
        Operators.Position position = new Operators.Position(FakeTask.OPERATOR, 0, "op", keyings, types);
        Operators.Built built = new Operators(task).build(operation, position, new Emitter(main, Map.of("side", side)));
        built.open();
        return built;
    }

    private static void send(Receiver receiver, String... values) {
        for (String value : values) {
            receiver.record(value, Batch.NO_TIMESTAMP);
        }
    }

    @Test
    void reduceEmitsEveryUpdateWhenStreaming() {
        ReduceFunction<String> longest = (a, b) -> a + b.substring(1);
        Operator reduce = open(new Operation.KeyedReduce(longest));
        send(reduce, "a1", "b1", "a2", "a3");
        reduce.endOfInput();
        assertThat(main.seen).containsExactly("a1", "b1", "a12", "a123", "end");
    }

    @Test
    void reduceEmitsTheLastValueOfEachKeyWhenTheKeyEndsInBatch() {
        task = new FakeTask(true);
        ReduceFunction<String> longest = (a, b) -> a + b.substring(1);
        Operators.Built reduce = buildOne(new Operation.KeyedReduce(longest));
        reduce.input(0).record("a1", 1);
        reduce.input(0).record("a2", 4);
        assertThat(main.seen).isEmpty();
        reduce.endOfKey();
        send(reduce.input(0), "b1");
        reduce.endOfKey();
        assertThat(main.seen).containsExactly("a12@4", "b1");
    }

    /** Counts per key, remembers what it saw, and sets timers as the value says: "k@e5" at event time 5, "k@p7". */
    private static final class Counting extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;
        private ValueState<Integer> count;
        private ListState<String> all;
        private MapState<String, Integer> each;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT, 0));
            all = getRuntimeContext().getListState(new ListStateDescriptor<>("all", Types.STRING));
            each = getRuntimeContext().getMapState(new MapStateDescriptor<>("each", Types.STRING, Types.INT));
        }

        @Override
        public void processElement(String value, Context context, Collector<String> out) throws Exception {
            count.update(count.value() + 1);
            all.add(value);
            each.put(value, each.contains(value) ? each.get(value) + 1 : 1);
            if (value.contains("@e")) {
                context.timerService().registerEventTimeTimer(Long.parseLong(value.substring(3)));
            } else if (value.contains("@p")) {
                context.timerService().registerProcessingTimeTimer(Long.parseLong(value.substring(3)));
            }
            context.output(SIDE, value);
            out.collect(context.getCurrentKey() + count.value());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            String domain = context.timeDomain() == TimeDomain.EVENT_TIME ? "event" : "processing";
            out.collect(
                    domain + " " + context.getCurrentKey() + " " + String.join("+", all.get()) + " " + each.get("a"));
            all.clear();
        }
    }

    @Test
    void keyedStateBelongsToTheKeyOfTheRecord() {
        Operator process = open(new Operation.KeyedProcess(new Counting()));
        send(process, "a", "b", "a");
        assertThat(main.seen).containsExactly("a1", "b1", "a2");
        assertThat(side.seen).containsExactly("a", "b", "a");
    }

    @Test
    void eventTimeTimersFireInOrderBeforeTheWatermarkPasses() {
        Operator process = open(new Operation.KeyedProcess(new Counting()));
        send(process, "a", "a@e7", "b@e5", "a@e7");
        main.seen.clear();
        process.watermark(4);
        process.watermark(7);
        assertThat(main.seen).containsExactly("w4", "event b b@e5 null@5", "event a a+a@e7+a@e7 1@7", "w7");
    }

    @Test
    void processingTimeTimersFireWhenTheClockGetsThere() {
        Operator process = open(new Operation.KeyedProcess(new Counting()));
        send(process, "a@p9", "b@p6");
        main.seen.clear();
        task.advanceTo(5);
        assertThat(main.seen).isEmpty();
        task.advanceTo(9);
        assertThat(main.seen).containsExactly("processing b b@p6 null", "processing a a@p9 null");
    }

    /** Sets a timer though it has no key. */
    private static final class TimerWithoutKey extends ProcessFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String value, Context context, Collector<String> out) {
            context.timerService().registerEventTimeTimer(1);
        }
    }

    @Test
    void timersWithoutKeysAreRefusedWithAdvice() {
        Operator process = open(new Operation.Process(new TimerWithoutKey()), List.of());
        assertThatThrownBy(() -> send(process, "a"))
                .isInstanceOf(UserCodeFailure.class)
                .hasMessageContaining("call keyBy()");
    }

    /** Counts per key by a value state, though it knows nothing of keys. */
    private static final class CountingFlatMap extends RichFlatMapFunction<String, String> {
        private static final long serialVersionUID = 1L;
        private ValueState<Integer> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT, 0));
        }

        @Override
        public void flatMap(String value, Collector<String> out) throws Exception {
            count.update(count.value() + 1);
            out.collect(value + count.value());
        }
    }

    @Test
    void aRichFunctionOnAKeyedStreamHasStateOfItsKeys() {
        Receiver flatMap = openOne(new Operation.FlatMap(new CountingFlatMap()));
        send(flatMap, "a", "b", "a", "a", "b");
        assertThat(main.seen).containsExactly("a1", "b1", "a2", "a3", "b2");
    }

    /** Sets a timer of each domain for a record. */
    private static final class TimerOfEachDomain extends ProcessFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String value, Context context, Collector<String> out) {
            context.timerService().registerEventTimeTimer(5);
            context.timerService().registerProcessingTimeTimer(6);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
            out.collect(context.timeDomain() + " " + timestamp + " " + context.timestamp());
        }
    }

    @Test
    void aPlainProcessFunctionOnAKeyedStreamHasTimers() {
        Receiver process = openOne(new Operation.Process(new TimerOfEachDomain()));
        send(process, "a", "b");
        process.watermark(5);
        task.advanceTo(6);
        assertThat(main.seen)
                .containsExactly(
                        "EVENT_TIME 5 5@5", "EVENT_TIME 5 5@5", "w5", "PROCESSING_TIME 6 6", "PROCESSING_TIME 6 6");
    }

    /** Joins what the two inputs said last for a key. */
    private static final class LastOfBoth extends RichCoFlatMapFunction<String, String, String> {
        private static final long serialVersionUID = 1L;
        private ValueState<String> last;

        @Override
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.STRING, ""));
        }

        @Override
        public void flatMap1(String value, Collector<String> out) throws Exception {
            last.update(last.value() + value);
        }

        @Override
        public void flatMap2(String value, Collector<String> out) throws Exception {
            out.collect(value + ":" + last.value());
        }
    }

    @Test
    void aRichFunctionOnTwoKeyedStreamsHasStateOfItsKeys() {
        KeySelector<Object, Object> firstLetter = v -> ((String) v).substring(0, 1);
        Keying keying = Keying.of(firstLetter, Types.STRING);
        Operators.Built both = open(
                new Operation.CoFlatMap(new LastOfBoth()),
                List.of(keying, keying),
                List.of(Types.STRING, Types.STRING));
        send(both.input(0), "a1", "b1", "a2");
        send(both.input(1), "a?", "b?", "c?");
        assertThat(main.seen).containsExactly("a?:a1a2", "b?:b1", "c?:");
    }

    @Test
    void inABatchAllTimersFireWhenTheirKeyHasEndedThoseOfEventTimeFirst() {
        task = new FakeTask(true);
        Operators.Built process = buildOne(new Operation.Process(new TimerOfEachDomain()));
        send(process.input(0), "a");
        task.advanceTo(100);
        assertThat(main.seen).isEmpty();
        process.endOfKey();
        assertThat(main.seen).containsExactly("EVENT_TIME 5 5@5", "PROCESSING_TIME 6 6");
    }

    @Test
    void inABatchTimestampsAreAssignedButNothingIsLate() {
        task = new FakeTask(true);
        Operator assign =
                open(new Operation.AssignTimestampsAndWatermarks(WatermarkStrategy.<String>forMonotonousTimestamps()
                        .withTimestampAssigner((value, timestamp) -> value.length())));
        send(assign, "aaa", "a");
        task.advanceTo(1000);
        assign.idle(true);
        assign.watermark(5);
        assign.watermark(Long.MAX_VALUE);
        assertThat(main.seen).containsExactly("aaa@3", "a@1", "w" + Long.MAX_VALUE);
    }

    /** FLINK-35886: what waits for room is there, however long it waits. */
    @Test
    void anInputThatIsHeldBackByWhatComesAfterIsNotIdle() {
        Operator assign = open(new Operation.AssignTimestampsAndWatermarks(
                WatermarkStrategy.<String>noWatermarks().withIdleness(Duration.ofSeconds(1))));
        FullPlace output = new FullPlace();
        send(assign, "a");
        task.backpressure().onFull(output);
        task.advanceTo(10_000);
        assertThat(main.seen).containsExactly("a");

        output.full = false;
        assertThat(task.backpressure().exists()).isFalse();
        task.advanceTo(10_900);
        assertThat(main.seen).as("it has been read for 900 ms").containsExactly("a");
        task.advanceTo(11_300);
        assertThat(main.seen).containsExactly("a", "idle");
    }

    private static final class FullPlace implements Backpressure.Place {
        private boolean full = true;

        @Override
        public boolean hasRoom() {
            return !full;
        }

        @Override
        public boolean hasReserve() {
            return true;
        }

        @Override
        public void askForRoom() {}
    }

    @Test
    void marksOfASourceNeverGoBack() {
        UserWatermarks marks = new UserWatermarks(main, false);
        marks.watermark(5);
        marks.watermark(3);
        marks.idle(true);
        marks.watermark(-7);
        marks.watermark(6);
        assertThat(main.seen).containsExactly("w5", "idle", "w6");
    }

    @Test
    void theTimeOfOneInputMayBeOverWhileTheOtherPauses() {
        Operator both = open(new Operation.CoFlatMap(new LastOfBoth()));
        both.input(0).watermark(3);
        both.input(1).watermark(4);
        both.input(1).idle(true);
        both.input(0).watermark(Long.MAX_VALUE);
        both.input(0).endOfInput();
        both.input(1).idle(false);
        both.input(1).watermark(9);
        both.input(1).watermark(Long.MAX_VALUE);
        both.input(1).endOfInput();
        assertThat(main.seen).containsExactly("w3", "idle", "active", "w4", "w9", "w" + Long.MAX_VALUE, "end");
    }

    @Test
    void twoInputsCombineTheirWatermarksAndEndTogether() {
        CoMapFunction<String, String, String> sides = new CoMapFunction<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String map1(String value) {
                return "1" + value;
            }

            @Override
            public String map2(String value) {
                return "2" + value;
            }
        };
        Operator map = open(new Operation.CoMap(sides));
        send(map.input(0), "a");
        send(map.input(1), "b");
        map.input(0).watermark(5);
        map.input(1).watermark(3);
        map.input(1).idle(true);
        map.input(0).endOfInput();
        map.input(1).endOfInput();
        assertThat(main.seen).containsExactly("1a", "2b", "w3", "w5", "end");
    }

    /** Joins the last value of the one side with each of the other. */
    private static final class Joining extends KeyedCoProcessFunction<String, String, String, String> {
        private static final long serialVersionUID = 1L;
        private ValueState<String> last;

        @Override
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.STRING));
        }

        @Override
        public void processElement1(String value, Context context, Collector<String> out) throws Exception {
            last.update(value);
        }

        @Override
        public void processElement2(String value, Context context, Collector<String> out) throws Exception {
            out.collect(last.value() + "-" + value);
        }
    }

    @Test
    void twoKeyedInputsShareTheirState() {
        Operator join = open(new Operation.KeyedCoProcess(new Joining()));
        send(join.input(0), "a1", "b1", "a2");
        send(join.input(1), "b9", "a9", "c9");
        assertThat(main.seen).containsExactly("b1-b9", "a2-a9", "null-c9");
    }

    @Test
    void assignedTimestampsReplaceThoseFromUpstreamAndWatermarksFollowThePeriod() {
        WatermarkStrategy<String> strategy = WatermarkStrategy.<String>forBoundedOutOfOrderness(Duration.ofMillis(2))
                .withTimestampAssigner((value, before) -> Long.parseLong(value));
        Operator assign = open(new Operation.AssignTimestampsAndWatermarks(strategy));
        assign.record("10", 77);
        assign.watermark(50);
        task.advanceTo(1000);
        assign.watermark(Long.MAX_VALUE);
        assertThat(main.seen).containsExactly("10@10", "w7", "w" + Long.MAX_VALUE);
    }

    @Test
    void keyedStateWithoutAKeyIsExplained() {
        KeyedProcessFunction<String, String, String> early = new KeyedProcessFunction<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public void open(OpenContext context) throws Exception {
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("x", Types.INT))
                        .value();
            }

            @Override
            public void processElement(String value, Context context, Collector<String> out) {}
        };
        assertThatThrownBy(() -> open(new Operation.KeyedProcess(early)))
                .isInstanceOf(UserCodeFailure.class)
                .hasMessageContaining("no current key here");
    }
}
