package dev.weft.streaming.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichFlatMapFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import dev.weft.runtime.checkpoint.OperatorSubtaskState;
import dev.weft.runtime.state.StateBackend;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.StateSnapshotContext;
import dev.weft.runtime.state.hashmap.HashMapStateBackend;
import dev.weft.streaming.api.datastream.AsyncDataStream;
import dev.weft.streaming.api.functions.async.AsyncFunction;
import dev.weft.streaming.api.functions.async.ResultFuture;
import dev.weft.streaming.api.functions.co.CoFlatMapFunction;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.StreamFilter;
import dev.weft.streaming.api.operators.StreamFlatMap;
import dev.weft.streaming.api.operators.StreamMap;
import dev.weft.streaming.api.operators.StreamSink;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.api.operators.co.CoStreamFlatMap;
import dev.weft.streaming.api.operators.co.CoStreamMap;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.tasks.ProcessingTimeService;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import dev.weft.util.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators as they are: those of functions, and those that users write. */
@SuppressWarnings("try") // closing may be interrupted
final class OperatorsInHarnessTest {

    @Test
    void simpleFunctionsRunByTheNamesOfTheirOperators() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new StreamMap<>((Long n) -> "<" + n + ">"))) {
            harness.setup();
            harness.initializeEmptyState();
            harness.open();
            harness.processElement(new StreamRecord<>(3L, 7));
            harness.processWatermark(7);
            harness.endInput();
            assertThat(harness.getOutput()).containsExactly(new StreamRecord<>("<3>", 7), new Watermark(7));
        }
        try (var harness = new OneInputStreamOperatorTestHarness<>(new StreamFilter<Long>(n -> n > 3))) {
            harness.open();
            harness.processElement(3L, 0);
            harness.processElement(4L, 0);
            assertThat(harness.extractOutputValues()).containsExactly(4L);
        }
    }

    /** Counts the elements of a key, and those of each value. */
    private static final class Counting extends RichFlatMapFunction<String, Integer> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Integer> count;
        private transient MapState<String, Integer> each;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT, 0));
            each = getRuntimeContext().getMapState(new MapStateDescriptor<>("each", Types.STRING, Types.INT));
        }

        @Override
        public void flatMap(String text, Collector<Integer> out) throws Exception {
            count.update(count.value() + 1);
            each.put(text, count.value());
            out.collect(count.value());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aFunctionOnAKeyedStreamHasStateOnEveryBackend(StateBackend backend) throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new StreamFlatMap<>(new Counting()), String::length, Types.INT)) {
            harness.setStateBackend(backend);
            harness.open();
            harness.processElement("a", 0);
            harness.processElement("bb", 0);
            harness.processElement("c", 0);
            assertThat(harness.extractOutputValues()).containsExactly(1, 1, 2);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(4);
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThatThrownBy(() -> harness.setStateBackend(backend))
                    .hasMessage("'Flat Map' is open already: its state backend must be given before open()");
        }
    }

    static Stream<StateBackend> backends() {
        return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @Test
    void aSinkSeesTheTimeOfWhatItTakes() throws Exception {
        List<String> taken = new ArrayList<>();
        SinkFunction<Long> sink = new SinkFunction<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public void invoke(Long value, Context context) {
                taken.add(value + " at " + context.timestamp() + " after " + context.currentWatermark());
            }
        };
        try (var harness = new OneInputStreamOperatorTestHarness<>(new StreamSink<>(sink))) {
            harness.open();
            harness.processWatermark(5);
            harness.processElement(1L, 7);
        }
        assertThat(taken).containsExactly("1 at 7 after 5");
    }

    @Test
    void functionsOverTwoStreamsRunByTheNamesOfTheirOperators() throws Exception {
        CoMapFunction<Long, String, String> telling = new CoMapFunction<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String map1(Long value) {
                return "1: " + value;
            }

            @Override
            public String map2(String value) {
                return "2: " + value;
            }
        };
        try (var harness = new TwoInputStreamOperatorTestHarness<>(new CoStreamMap<>(telling))) {
            harness.open();
            harness.processElement1(new StreamRecord<>(1L));
            harness.processElement2(new StreamRecord<>("b"));
            harness.processWatermark1(new Watermark(5));
            harness.processWatermarkStatus2(WatermarkStatus.IDLE);
            harness.processWatermarkStatus1(WatermarkStatus.IDLE);
            assertThat(harness.getOutput())
                    .containsExactly(
                            new StreamRecord<>("1: 1"),
                            new StreamRecord<>("2: b"),
                            new Watermark(5),
                            WatermarkStatus.IDLE);
        }
        CoFlatMapFunction<Long, Long, Long> twice = new CoFlatMapFunction<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public void flatMap1(Long value, Collector<Long> out) {
                out.collect(value);
            }

            @Override
            public void flatMap2(Long value, Collector<Long> out) {
                out.collect(-value);
            }
        };
        try (var harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoStreamFlatMap<>(twice), n -> n % 4, n -> n % 4, Types.LONG, 4, 2, 1)) {
            harness.open();
            assertThat(harness.owns1(1L)).isEqualTo(harness.owns2(5L));
            harness.processElement1(1L, 0);
            harness.processElement2(2L, 0);
            harness.endInput1();
            harness.endInput2();
            assertThat(harness.extractOutputValues()).containsExactly(1L, -2L);
        }
    }

    /** Hands on records in the object that it got, remembers them in a list, and tells a second of the clock later. */
    private static final class Remembering extends AbstractStreamOperator<Tuple2<Long, Long>>
            implements OneInputStreamOperator<Tuple2<Long, Long>, Tuple2<Long, Long>>,
                    ProcessingTimeService.ProcessingTimeCallback {
        private static final long serialVersionUID = 1L;
        private transient List<Long> known;
        private transient ListState<Long> saved;
        private transient ScheduledFuture<?> timer;

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            saved = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("known", Types.LONG));
            known = new ArrayList<>();
            saved.get().forEach(known::add);
        }

        @Override
        public void processElement(StreamRecord<Tuple2<Long, Long>> element) {
            known.add(element.getValue().f0);
            if (timer != null) {
                timer.cancel(false);
            }
            timer = getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + 1000, this);
            output.collect(element);
            element.getValue().f0 = -1L;
        }

        @Override
        public void onProcessingTime(long time) {
            known.forEach(value -> output.collect(new StreamRecord<>(Tuple2.of(value, time))));
        }

        @Override
        public void snapshotState(StateSnapshotContext context) throws Exception {
            saved.update(known);
        }
    }

    @Test
    void anOperatorOfTheUsersRunsWithItsTimersAndState() throws Exception {
        OperatorSubtaskState state;
        TypeInformation<Tuple2<Long, Long>> type = Types.TUPLE(Types.LONG, Types.LONG);
        TypeSerializer<Tuple2<Long, Long>> serializer =
                type.createSerializer(new ExecutionConfig().getSerializerConfig());
        try (var harness = new OneInputStreamOperatorTestHarness<>(new Remembering(), serializer)) {
            harness.setup(serializer);
            harness.setProcessingTime(100);
            harness.open();
            Tuple2<Long, Long> mine = Tuple2.of(1L, 0L);
            harness.processElement(mine, 5);
            harness.setProcessingTime(200);
            harness.processElement(Tuple2.of(2L, 0L), 6);
            harness.setProcessingTime(1100);
            assertThat(mine.f0).as("records are copied on their way in").isEqualTo(1);
            assertThat(harness.extractOutputValues())
                    .as("records are copied on their way out, and a cancelled timer does not fire")
                    .containsExactly(Tuple2.of(1L, 0L), Tuple2.of(2L, 0L));
            harness.setProcessingTime(1200);
            assertThat(harness.extractOutputValues()).hasSize(4).contains(Tuple2.of(1L, 1200L), Tuple2.of(2L, 1200L));
            state = harness.snapshot(1, 1200);
            harness.notifyOfCompletedCheckpoint(1);
        }
        List<Long> restored = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            Remembering operator = new Remembering();
            try (var harness = new OneInputStreamOperatorTestHarness<>(operator, 4, 2, subtask)) {
                harness.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 4, 1, 2, subtask));
                harness.open();
                assertThat(operator.known).hasSize(1);
                restored.addAll(operator.known);
            }
        }
        assertThat(restored).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void stateIsDealtOutToInstancesThatThereAre() throws Exception {
        OperatorSubtaskState two = AbstractStreamOperatorTestHarness.repackageState(emptyState(), emptyState());
        assertThat(AbstractStreamOperatorTestHarness.repartitionOperatorState(two, 8, 2, 3, 2))
                .isEqualTo(two);
        assertThatThrownBy(() -> AbstractStreamOperatorTestHarness.repartitionOperatorState(two, 8, 2, 3, 3))
                .hasMessage("there is no instance 3 of 3 with a maximum parallelism of 8");
        assertThatThrownBy(() -> AbstractStreamOperatorTestHarness.repartitionOperatorState(two, 8, 3, 2, 0))
                .hasMessageStartingWith("this is the state of 2 instances, not of 3");
    }

    private static OperatorSubtaskState emptyState() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new StreamMap<Long, Long>(n -> n))) {
            harness.open();
            return harness.snapshot(1, 0);
        }
    }

    /** Passes on what it gets, and the time of the second input's last watermark. */
    private static final class Joining extends AbstractStreamOperator<String>
            implements TwoInputStreamOperator<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement1(StreamRecord<Long> element) {
            output.collect(element.replace("first " + element.getValue()));
        }

        @Override
        public void processElement2(StreamRecord<Long> element) {
            output.collect(element.replace("second " + element.getValue()));
        }
    }

    @Test
    void anOperatorOfTheUsersMayHaveTwoInputs() throws Exception {
        try (var harness = new TwoInputStreamOperatorTestHarness<>(new Joining())) {
            harness.open();
            harness.processElement1(1L, 10);
            harness.processElement2(2L, 20);
            harness.processWatermark1(new Watermark(30));
            harness.processWatermark2(new Watermark(40));
            assertThat(harness.getOutput())
                    .containsExactly(
                            new StreamRecord<>("first 1", 10), new StreamRecord<>("second 2", 20), new Watermark(30));
        }
    }

    /** Answers from another thread. */
    private static final class Asking implements AsyncFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void asyncInvoke(Long number, ResultFuture<Long> result) {
            CompletableFuture.runAsync(() -> result.complete(List.of(number * number)));
        }
    }

    @Test
    void theEndOfInputWaitsForAnswersFromOtherThreads() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<Long, Long>(
                Types.LONG,
                stream -> AsyncDataStream.orderedWait(stream, new Asking(), 1, TimeUnit.MINUTES)
                        .returns(Types.LONG))) {
            harness.open();
            harness.processElement(3L, 0);
            harness.processElement(4L, 0);
            harness.endInput();
            assertThat(harness.extractOutputValues()).containsExactly(9L, 16L);
        }
    }

    @Test
    void elementsAreCopiedByTheSerializerThatIsGiven() throws Exception {
        try (var harness =
                new OneInputStreamOperatorTestHarness<>(new StreamMap<>((Long n) -> n + 1), LongSerializer.INSTANCE)) {
            harness.open();
            harness.processElement(1L, 0);
            assertThat(harness.extractOutputValues()).containsExactly(2L);
        }
    }
}
