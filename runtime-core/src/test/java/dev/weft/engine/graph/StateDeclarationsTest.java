package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.functions.RuntimeContext;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.WeftException;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.datastream.AsyncDataStream;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.async.ResultFuture;
import dev.weft.streaming.api.functions.async.RichAsyncFunction;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Invalid declarations of state that are rejected at submission. */
class StateDeclarationsTest {

    private static final ValueStateDescriptor<String> TEXT = new ValueStateDescriptor<>("x", Types.STRING);

    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    private final DataStream<Long> numbers = env.fromSequence(1, 10);

    private JobGraph compile() {
        return JobGraphCompiler.compile(env.getStreamGraph().program(), ProgramMaker.JOB);
    }

    private abstract static class Identity extends RichMapFunction<Long, Long> {
        @Override
        public Long map(Long value) {
            return value;
        }
    }

    // ---- keyed state behind a stream without keys ----

    private abstract static class Counting extends Identity {
        final void declare() {
            getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }
    }

    private static final class Asking extends RichAsyncFunction<Long, Long> {
        @Override
        public void open(OpenContext openContext) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void asyncInvoke(Long input, ResultFuture<Long> resultFuture) {
            resultFuture.complete(List.of(input));
        }
    }

    @Test
    void keyedStateOfAnAsyncFunctionIsRefusedAlsoOnAKeyedStream() {
        AsyncDataStream.unorderedWait(numbers.keyBy(n -> n), new Asking(), 1, TimeUnit.SECONDS)
                .name("ask")
                .addSink(new DiscardingSink<>());

        assertThatThrownBy(this::compile)
                .isInstanceOf(WeftException.class)
                .hasMessageContaining(
                        "the async function of operator 'ask' asks for keyed state 'count' in the open() of "
                                + Asking.class.getName()
                                + ", but it has none, since its answers come from other threads");
    }

    private static final class InOpen extends Counting {
        @Override
        public void open(OpenContext openContext) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }
    }

    private static class InOlderOpen extends Counting {
        @Override
        public void open(Configuration parameters) {
            getRuntimeContext().getMapState(new MapStateDescriptor<>("map", Types.LONG, Types.LONG));
        }
    }

    private static final class Inherited extends InOlderOpen {}

    private static final class InAnotherMethod extends Counting {
        @Override
        public void open(OpenContext openContext) {
            declare();
        }
    }

    private static final class BehindWhatMayBranch extends Counting {
        private final boolean loud;

        BehindWhatMayBranch(boolean loud) {
            this.loud = loud;
        }

        @Override
        public void open(OpenContext openContext) {
            greet();
            declare();
        }

        private void greet() {
            if (loud) {
                throw new IllegalStateException("too loud");
            }
        }
    }

    private static final class OnlySometimes extends Counting {
        private final boolean keyed;

        OnlySometimes(boolean keyed) {
            this.keyed = keyed;
        }

        @Override
        public void open(OpenContext openContext) {
            if (keyed) {
                declare();
            }
        }
    }

    private static final class IfItCan extends Counting {
        @Override
        public void open(OpenContext openContext) {
            try {
                declare();
            } catch (RuntimeException e) {
                // it does without
            }
        }
    }

    @Test
    void keyedStateBehindAStreamThatIsNotKeyedIsRefusedByTheOperatorsName() {
        for (Counting function : List.of(
                new InOpen(),
                new InOlderOpen(),
                new Inherited(),
                new InAnotherMethod(),
                new BehindWhatMayBranch(false))) {
            String state = function instanceof InOlderOpen ? "map" : "count";
            numbers.map(function).name("counts").addSink(new DiscardingSink<>());
            assertThatThrownBy(this::compile)
                    .isInstanceOf(WeftException.class)
                    .hasMessage("operator 'counts' asks for keyed state '" + state + "' in the open() of "
                            + function.getClass().getName()
                            + " but its input is not keyed: call keyBy() before it");
        }
    }

    @Test
    void theSameFunctionsBehindAKeyedStreamAreFine() {
        numbers.keyBy(n -> n).map(new InOpen()).addSink(new DiscardingSink<>());
        assertThat(compile().vertices()).hasSize(2);
    }

    @Test
    void aFunctionThatMayDoWithoutKeyedStateIsNotRefused() {
        numbers.map(new OnlySometimes(false)).map(new IfItCan()).addSink(new DiscardingSink<>());
        assertThat(compile().vertices()).isNotEmpty();
    }

    // ---- one name for two types ----

    private void assertRefused(Identity function, String types) {
        numbers.keyBy(n -> n).map(function).name("counts").addSink(new DiscardingSink<>());
        assertThatThrownBy(this::compile)
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "operator 'counts': state 'x' is declared %s; give one of them another name".formatted(types));
    }

    private static final class OfTwoTypes extends Identity {
        @Override
        public void open(OpenContext openContext) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("x", Types.LONG));
            getRuntimeContext().getState(new ValueStateDescriptor<>("x", String.class));
        }
    }

    private static final class OfTwoKinds extends Identity {
        @Override
        public void open(OpenContext openContext) {
            RuntimeContext context = getRuntimeContext();
            context.getState(new ValueStateDescriptor<>("x", Types.LONG));
            context.getListState(new ListStateDescriptor<>("x", Types.LONG));
        }
    }

    private static final class OfTwoHintedTypes extends Identity {
        @Override
        public void open(OpenContext openContext) {
            getRuntimeContext()
                    .getListState(new ListStateDescriptor<>(
                            "x", TypeInformation.of(new TypeHint<Tuple2<Long, String>>() {})));
            getRuntimeContext()
                    .getListState(new ListStateDescriptor<>("x", new TypeHint<Tuple2<Long, Long>>() {}.getTypeInfo()));
        }
    }

    private static final class OfTwoComposedTypes extends Identity {
        @Override
        public void open(OpenContext openContext) {
            long unused = 7L * openContext.hashCode();
            ReduceFunction<Tuple2<Long, Long>> function = (one, another) -> one;
            getRuntimeContext()
                    .getReducingState(
                            new ReducingStateDescriptor<>("x", function, Types.TUPLE(Types.LONG, Types.LONG)));
            getRuntimeContext().getReducingState(describe("x" + (unused >>> 63)));
            getRuntimeContext().getReducingState(describe("x"));
        }

        private static ReducingStateDescriptor<Tuple2<Long, Integer>> describe(String name) {
            return new ReducingStateDescriptor<>(name, (one, another) -> one, Types.TUPLE(Types.LONG, Types.INT));
        }
    }

    private static class InFields extends Identity {
        private final ValueStateDescriptor<Long> number = new ValueStateDescriptor<>("x", Types.LONG);
        private MapStateDescriptor<Long, Long> map = new MapStateDescriptor<>("x", Types.LONG, Types.LONG);
        private transient ValueStateDescriptor<String> later;

        @Override
        public void open(OpenContext openContext) {
            later = TEXT;
            getRuntimeContext().getState(number);
            getRuntimeContext().getState(later);
        }

        final void askForTheMap() {
            getRuntimeContext().getMapState(map);
        }
    }

    private static final class InFieldsOfTheSuperclass extends InFields {
        private final String name = "x".repeat(1);

        @Override
        public void open(OpenContext openContext) {
            askForTheMap();
            getRuntimeContext().getMapState(new MapStateDescriptor<>(name, Types.LONG, Types.STRING));
        }
    }

    private static final class InInitializeState extends Identity implements CheckpointedFunction {
        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void initializeState(FunctionInitializationContext context) {
            context.getKeyedStateStore().getState(new ValueStateDescriptor<>("x", Types.INT));
        }

        @Override
        public void open(OpenContext openContext) {
            getRuntimeContext().getState(TEXT);
        }
    }

    private static final class OfTheOperator extends Identity implements CheckpointedFunction {
        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            context.getOperatorStateStore().getListState(new ListStateDescriptor<>("x", Types.INT));
            context.getOperatorStateStore().getListState(new ListStateDescriptor<>("x", Types.LONG));
        }
    }

    @Test
    void oneNameForTwoTypesIsRefusedByTheOperatorsName() {
        assertRefused(new OfTwoTypes(), "for values of Long and for values of String");
        assertRefused(new OfTwoKinds(), "as VALUE and as LIST");
        assertRefused(
                new OfTwoHintedTypes(),
                "for values of List<Tuple2<Long, String>> and for values of List<Tuple2<Long, Long>>");
        assertRefused(
                new OfTwoComposedTypes(), "for values of Tuple2<Long, Long> and for values of Tuple2<Long, Integer>");
        assertRefused(new InFields(), "for values of Long and for values of String");
        assertRefused(
                new InFieldsOfTheSuperclass(), "for values of Map<Long, Long> and for values of Map<Long, String>");
        assertRefused(new InInitializeState(), "for values of Integer and for values of String");
        assertRefused(new OfTheOperator(), "for values of List<Integer> and for values of List<Long>");
    }

    // ---- what is legal, or not certain ----

    private static final class Twice extends Identity {
        private final ValueStateDescriptor<Long> number = new ValueStateDescriptor<>("x", Types.LONG);

        @Override
        public void open(OpenContext openContext) {
            number.enableTimeToLive(
                    StateTtlConfig.newBuilder(Duration.ofDays(1)).build());
            getRuntimeContext().getState(number);
            getRuntimeContext().getState(number);
            getRuntimeContext().getState(new ValueStateDescriptor<>("x", Long.class));
            getRuntimeContext().getState(new ValueStateDescriptor<>("x", Types.LONG, 7L));
            getRuntimeContext().getState(new ValueStateDescriptor<>("x", LongSerializer.INSTANCE));
            getRuntimeContext().getListState(new ListStateDescriptor<>("y", Types.LONG));
        }
    }

    private static final class OneOfTheTwo extends Identity {
        private final boolean text;

        OneOfTheTwo(boolean text) {
            this.text = text;
        }

        @Override
        public void open(OpenContext openContext) {
            ValueStateDescriptor<?> descriptor = text ? TEXT : new ValueStateDescriptor<>("x", Types.LONG);
            getRuntimeContext().getState(descriptor);
        }
    }

    private static final class AssignedElsewhere extends Identity {
        private ValueStateDescriptor<?> descriptor = new ValueStateDescriptor<>("x", Types.LONG);

        @Override
        public void open(OpenContext openContext) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("x", Types.STRING));
            choose(openContext.hashCode());
            getRuntimeContext().getState(descriptor);
        }

        private void choose(int by) {
            if (by != 0) {
                descriptor = new ValueStateDescriptor<>("z", Types.LONG);
            }
        }
    }

    private static final class ReadInAnotherForm extends Identity {
        private static final long serialVersionUID = 1L;
        private ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("x", Types.LONG);

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            descriptor = new ValueStateDescriptor<>("z", Types.LONG);
        }

        @Override
        public void open(OpenContext openContext) {
            getRuntimeContext().getState(TEXT);
            getRuntimeContext().getState(descriptor);
        }
    }

    private static final class InAContextOfItsOwn extends Identity {
        private transient RuntimeContext renaming;

        @Override
        public void setRuntimeContext(RuntimeContext context) {
            renaming = context;
            super.setRuntimeContext(context);
        }

        @Override
        public RuntimeContext getRuntimeContext() {
            return renaming;
        }

        @Override
        public void open(OpenContext openContext) {
            getRuntimeContext().getState(TEXT);
            getRuntimeContext().getState(new ValueStateDescriptor<>("x", Types.LONG));
        }
    }

    private static final class KeyedAndOfTheOperator extends Identity implements CheckpointedFunction {
        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            context.getOperatorStateStore().getListState(new ListStateDescriptor<>("x", Types.INT));
            context.getKeyedStateStore().getState(TEXT);
        }
    }

    @Test
    void oneTypeDeclaredTwiceAndWhatIsNotCertainAreLeftToTheTask() {
        for (Identity function : List.of(
                new Twice(),
                new OneOfTheTwo(true),
                new AssignedElsewhere(),
                new ReadInAnotherForm(),
                new InAContextOfItsOwn(),
                new KeyedAndOfTheOperator())) {
            numbers.keyBy(n -> n).map(function).addSink(new DiscardingSink<>());
            assertThat(compile().vertices()).isNotEmpty();
        }
    }

    @Test
    void lookingAtADescriptorLeavesItAsItIs() {
        InFields function = new InFields();
        assertThatThrownBy(() -> {
                    numbers.keyBy(n -> n).map(function).addSink(new DiscardingSink<>());
                    compile();
                })
                .isInstanceOf(WeftException.class);
        assertThat(function.number.isSerializerInitialized()).isFalse();
        assertThat(TEXT.isSerializerInitialized()).isFalse();
    }
}
