package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.VoidNamespace;
import dev.weft.runtime.state.VoidNamespaceSerializer;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.AbstractStreamOperatorFactory;
import dev.weft.streaming.api.operators.BoundedOneInput;
import dev.weft.streaming.api.operators.InternalTimer;
import dev.weft.streaming.api.operators.InternalTimerService;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperatorFactory;
import dev.weft.streaming.api.operators.StreamOperator;
import dev.weft.streaming.api.operators.StreamOperatorParameters;
import dev.weft.streaming.api.operators.Triggerable;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operators that users implement, in whole programs. */
@Timeout(60)
class CustomOperatorsTest {
    private static final Queue<String> RESULTS = new ConcurrentLinkedQueue<>();
    private static final OutputTag<String> SIDE = new OutputTag<>("side", Types.STRING);

    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);

    @BeforeEach
    void forget() {
        RESULTS.clear();
    }

    private SingleOutputStreamOperator<Long> numbers() {
        return environment
                .fromSequence(1, 6)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forMonotonousTimestamps()
                        .withTimestampAssigner((number, timestamp) -> number));
    }

    /** Sums by key and tells the sum when a timer fires. */
    private static final class Summing extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<Long, String>, Triggerable<Long, VoidNamespace>, BoundedOneInput {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> sum;
        private transient ListState<Long> all;
        private transient InternalTimerService<VoidNamespace> timers;

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            all = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("all", Types.LONG));
            RESULTS.add("restored " + context.isRestored());
        }

        @Override
        public void open() throws Exception {
            sum = getPartitionedState(new ValueStateDescriptor<>("sum", Types.LONG));
            timers = getInternalTimerService("sums", VoidNamespaceSerializer.INSTANCE, this);
        }

        @Override
        public void processElement(StreamRecord<Long> element) throws Exception {
            sum.update(element.getValue() + (sum.value() == null ? 0 : sum.value()));
            all.add(element.getValue());
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, 100);
            output.collect(SIDE, new StreamRecord<>("saw " + element.getValue()));
        }

        @Override
        public void onEventTime(InternalTimer<Long, VoidNamespace> timer) throws Exception {
            output.collect(new StreamRecord<>(timer.getKey() + ":" + sum.value() + " at " + timer.getTimestamp(), 100));
        }

        @Override
        public void onProcessingTime(InternalTimer<Long, VoidNamespace> timer) {}

        @Override
        public void processWatermark(Watermark mark) throws Exception {
            super.processWatermark(mark);
            if (mark.getTimestamp() == Long.MAX_VALUE) {
                RESULTS.add("the end of time");
            }
        }

        @Override
        public void endInput() throws Exception {
            long seen = 0;
            for (Long ignored : all.get()) {
                seen++;
            }
            output.collect(new StreamRecord<>("all " + seen));
        }

        @Override
        public void close() throws Exception {
            RESULTS.add("close");
        }
    }

    @Test
    void anOperatorOnAKeyedStreamHasStateTimersAndSideOutputs() throws Exception {
        SingleOutputStreamOperator<String> sums =
                numbers().keyBy(number -> number % 2).transform("sums", Types.STRING, new Summing());
        sums.addSink(new Lines<>());
        sums.getSideOutput(SIDE).addSink(new Lines<>());
        environment.execute();
        assertThat(RESULTS)
                .containsExactlyInAnyOrder(
                        "restored false",
                        "saw 1",
                        "saw 2",
                        "saw 3",
                        "saw 4",
                        "saw 5",
                        "saw 6",
                        "1:9 at 100",
                        "0:12 at 100",
                        "the end of time",
                        "all 6",
                        "close");
        assertThat(RESULTS).endsWith("all 6", "close");
    }

    /** Says from which side elements come. */
    private static final class Sides extends AbstractStreamOperator<String>
            implements TwoInputStreamOperator<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement1(StreamRecord<Long> element) {
            output.collect(element.replace("left " + element.getValue()));
        }

        @Override
        public void processElement2(StreamRecord<Long> element) {
            output.collect(element.replace("right " + element.getValue() + " of " + getCurrentKey()));
        }
    }

    @Test
    void anOperatorWithTwoInputsSeesBoth() throws Exception {
        environment
                .fromSequence(1, 2)
                .connect(environment.fromSequence(3, 4))
                .keyBy(number -> number % 2, number -> number % 2)
                .transform("sides", Types.STRING, new Sides())
                .addSink(new Lines<>());
        environment.execute();
        assertThat(RESULTS).containsExactlyInAnyOrder("left 1", "left 2", "right 3 of 1", "right 4 of 0");
    }

    @Test
    void theKeysOfItsTwoInputsMustBeOfOneType() {
        var connected = environment
                .fromSequence(1, 2)
                .keyBy(number -> number % 2, Types.LONG)
                .connect(environment.fromSequence(3, 4).keyBy(number -> "" + number, Types.STRING));
        assertThatThrownBy(() -> connected.transform("sides", Types.STRING, new Sides()))
                .hasMessageContaining("the keys of connected streams must have one type, but the first is Long");
    }

    /** Made in the task. */
    private static final class Doubling extends AbstractStreamOperator<Long>
            implements OneInputStreamOperator<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(StreamRecord<Long> element) {
            if (element.getValue() == 5) {
                throw new IllegalStateException("five is too many for " + getOperatorName());
            }
            output.collect(element.replace(element.getValue() * 2));
        }
    }

    private static final class DoublingFactory extends AbstractStreamOperatorFactory<Long>
            implements OneInputStreamOperatorFactory<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("unchecked") // as the contract has it
        public <T extends StreamOperator<Long>> T createStreamOperator(StreamOperatorParameters<Long> parameters) {
            Doubling operator = new Doubling();
            operator.setup(parameters.getContainingTask(), parameters.getStreamConfig(), parameters.getOutput());
            return (T) operator;
        }

        @Override
        @SuppressWarnings("rawtypes") // as the contract has it
        public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
            return Doubling.class;
        }
    }

    @Test
    void aFactoryMakesTheOperatorInTheTask() throws Exception {
        environment
                .fromSequence(1, 3)
                .transform("doubling", Types.LONG, new DoublingFactory())
                .addSink(new Lines<>());
        environment.execute();
        assertThat(RESULTS).containsExactly("2", "4", "6");
    }

    @Test
    void anOperatorThatThrowsIsNamed() {
        environment
                .fromSequence(1, 6)
                .transform("doubling", Types.LONG, new DoublingFactory())
                .addSink(new Lines<>());
        assertThatThrownBy(environment::execute)
                .hasStackTraceContaining("five is too many for doubling")
                .hasStackTraceContaining("in operator 'doubling'");
    }

    /** Declares keyed state where only the task can tell that. */
    private static final class LateState extends AbstractStreamOperator<Long>
            implements OneInputStreamOperator<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(StreamRecord<Long> element) throws Exception {
            getPartitionedState(new ValueStateDescriptor<>("seen", Types.LONG));
        }
    }

    private static final class LateStateOfFunction extends RichMapFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long value) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.LONG));
            return value;
        }
    }

    @Test
    void keyedStateThatOnlyTheTaskSeesFailsItInOneLine() {
        for (SingleOutputStreamOperator<Long> late : List.of(
                StreamExecutionEnvironment.createLocalEnvironment(1)
                        .fromSequence(1, 6)
                        .transform("counts", Types.LONG, new LateState()),
                StreamExecutionEnvironment.createLocalEnvironment(1)
                        .fromSequence(1, 6)
                        .map(new LateStateOfFunction())
                        .name("counts"))) {
            late.addSink(new Lines<>());
            assertThatThrownBy(late.getExecutionEnvironment()::execute)
                    .rootCause()
                    .hasMessageMatching(
                            "operator 'counts'.* asks for keyed state 'seen' but its input is not keyed: call"
                                    + " keyBy\\(\\) before it");
        }
    }

    /** Counts its elements in operator state, in a function that the engine does not call directly. */
    private static final class CountingGroups implements CoGroupFunction<Long, Long, String>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private transient ListState<Long> groups;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            groups = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("groups", Types.LONG));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void coGroup(Iterable<Long> first, Iterable<Long> second, Collector<String> out) throws Exception {
            groups.add(first.iterator().next());
            out.collect("group " + groups.get());
        }
    }

    @Test
    void aCoGroupFunctionHasOperatorState() throws Exception {
        numbers()
                .coGroup(numbers())
                .where(n -> 1)
                .equalTo(n -> 1)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(4)))
                .apply(new CountingGroups())
                .addSink(new Lines<>());
        environment.execute();
        assertThat(RESULTS).containsExactly("group [1]", "group [1, 4]");
    }

    /** Notes what comes. */
    private static final class Lines<T> implements SinkFunction<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(T value, Context context) {
            RESULTS.add(String.valueOf(value));
        }
    }
}
