package dev.weft.streaming.api.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.FilterFunction;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.Partitioner;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.program.Chaining;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramInput;
import dev.weft.program.ProgramNode;
import dev.weft.program.ProgramSettings;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.streaming.api.functions.sink.PrintSink;
import dev.weft.streaming.api.functions.source.RichParallelSourceFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.api.operators.OutputTypeConfigurable;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgramTranslationTest {
    private final StreamExecutionEnvironment env = new StreamExecutionEnvironment();

    private Program program() {
        return env.getStreamGraph().program();
    }

    private static Partitioning partitioningInto(ProgramNode node) {
        assertThat(node.inputs()).hasSize(1);
        return node.inputs().get(0).partitioning();
    }

    private ProgramNode lastNode() {
        List<ProgramNode> nodes = program().nodes();
        return nodes.get(nodes.size() - 1);
    }

    @Test
    void aChainOfOperatorsBecomesNodesInTopologicalOrder() {
        env.fromSequence(1, 9).map(new Twice()).filter(new Positive()).print();

        Program program = program();

        assertThat(program.nodes().stream().map(ProgramNode::name))
                .containsExactly("Source: Sequence Source", "Map", "Filter", "Sink: Print to Std. Out");
        assertThat(program.nodes().stream().map(ProgramNode::id)).containsExactly(1, 2, 3, 4);
        assertThat(program.node(3).inputs())
                .containsExactly(new ProgramInput(2, 0, Optional.empty(), new Partitioning.Forward()));
        assertThat(program.node(1).inputs()).isEmpty();
        assertThat(program.node(4).outputType()).isEmpty();
        assertThat(program.node(2).outputType()).contains(Types.LONG);
    }

    @Test
    void everyOperationOverOneInputKeepsTheUsersFunction() {
        DataStream<Long> numbers = env.fromSequence(1, 9);
        Twice map = new Twice();
        Positive filter = new Positive();
        Echo flatMap = new Echo();
        Late process = new Late();
        PrintSink<Long> sink = new PrintSink<>();
        DiscardingSink<Long> sinkFunction = new DiscardingSink<>();
        numbers.map(map);
        numbers.filter(filter);
        numbers.flatMap(flatMap);
        numbers.process(process);
        numbers.sinkTo(sink);
        numbers.addSink(sinkFunction);

        List<Operation> operations =
                program().nodes().stream().map(ProgramNode::operation).toList();

        assertThat(operations.get(0)).isInstanceOf(Operation.FromSource.class);
        assertThat(operations.subList(1, operations.size()))
                .containsExactly(
                        new Operation.Map(map),
                        new Operation.Filter(filter),
                        new Operation.FlatMap(flatMap),
                        new Operation.Process(process),
                        new Operation.SinkTo(sink),
                        new Operation.SinkFunctionCall(sinkFunction));
    }

    @Test
    void timestampsAndWatermarksAreAnOperatorOfTheirOwn() {
        WatermarkStrategy<Long> strategy = WatermarkStrategy.forMonotonousTimestamps();
        env.fromSequence(1, 9).assignTimestampsAndWatermarks(strategy);

        assertThat(lastNode().operation()).isEqualTo(new Operation.AssignTimestampsAndWatermarks(strategy));
    }

    @Test
    void aSourceFunctionRunsAsOneInstanceUnlessItIsParallel() {
        env.setParallelism(4);
        env.addSource(new NumbersFunction()).map(new Twice());
        env.addSource(new ParallelNumbersFunction()).map(new Twice());

        assertThat(program().nodes().stream().map(ProgramNode::parallelism)).containsExactly(1, 4, 4, 4);
        assertThatThrownBy(() -> env.addSource(new NumbersFunction()).setParallelism(2))
                .hasMessageContaining("'Custom Source' is 2")
                .hasMessageContaining("one instance only");
    }

    @Test
    void aKeyedStreamIsSpreadByKeyGroupsAndKeepsItsSelector() {
        KeySelector<Long, Long> selector = value -> value % 3;
        env.fromSequence(1, 9).keyBy(selector).reduce(Long::sum);

        ProgramNode reduce = lastNode();

        assertThat(reduce.operation()).isInstanceOf(Operation.KeyedReduce.class);
        assertThat(reduce.name()).isEqualTo("Keyed Reduce");
        assertThat(partitioningInto(reduce)).isEqualTo(new Partitioning.KeyGroups(selector, Types.LONG));
    }

    @Test
    void aKeyedProcessFunctionIsAKeyedOperation() {
        env.fromSequence(1, 9).keyBy(value -> value, Types.LONG).process(new KeyedEcho());

        Operation operation = lastNode().operation();

        assertThat(operation).isInstanceOf(Operation.KeyedProcess.class);
        assertThat(operation.isKeyed()).isTrue();
    }

    @Test
    void sumAndItsKindAreKeyedReductions() throws Exception {
        KeyedStream<Tuple2<String, Integer>, String> words = env.fromData(
                        Types.TUPLE(Types.STRING, Types.INT), Tuple2.of("a", 1), Tuple2.of("a", 2))
                .keyBy(word -> word.f0);
        words.sum(1);

        ProgramNode node = lastNode();

        assertThat(node.name()).isEqualTo("Keyed Aggregation");
        ReduceFunction<Tuple2<String, Integer>> reduce = function(node);
        assertThat(reduce.reduce(Tuple2.of("a", 1), Tuple2.of("a", 2))).isEqualTo(Tuple2.of("a", 3));
    }

    @SuppressWarnings("unchecked") // the test knows the stream's type
    private static <T> ReduceFunction<T> function(ProgramNode node) {
        return (ReduceFunction<T>) ((Operation.KeyedReduce) node.operation()).function();
    }

    @Test
    void everyPartitioningReachesTheEdge() {
        DataStream<Long> numbers = env.fromSequence(1, 9);
        Partitioner<Long> partitioner = (key, partitions) -> (int) (key % partitions);
        KeySelector<Long, Long> selector = value -> value;
        List<DataStream<Long>> streams = List.of(
                numbers.rebalance(),
                numbers.rescale(),
                numbers.shuffle(),
                numbers.broadcast(),
                numbers.global(),
                numbers.forward(),
                numbers.partitionCustom(partitioner, selector));
        streams.forEach(stream -> stream.map(new Twice()));

        assertThat(program().nodes().stream().skip(1).map(ProgramTranslationTest::partitioningInto))
                .containsExactly(
                        new Partitioning.Rebalance(),
                        new Partitioning.Rescale(),
                        new Partitioning.Shuffle(),
                        new Partitioning.Broadcast(),
                        new Partitioning.Global(),
                        new Partitioning.Forward(),
                        new Partitioning.Custom(partitioner, selector));
    }

    @Test
    void theLastOfSeveralPartitioningsCounts() {
        env.fromSequence(1, 9).rebalance().global().map(new Twice());

        assertThat(partitioningInto(lastNode())).isEqualTo(new Partitioning.Global());
    }

    @Test
    void withoutAPartitioningElementsAreForwardedOnlyBetweenEqualParallelisms() {
        env.setParallelism(2);
        DataStream<Long> numbers = env.fromSequence(1, 9);
        numbers.map(new Twice());
        numbers.map(new Twice()).setParallelism(3);

        assertThat(program().nodes().stream().skip(1).map(ProgramTranslationTest::partitioningInto))
                .containsExactly(new Partitioning.Forward(), new Partitioning.Rebalance());
    }

    @Test
    void forwardBetweenDifferentParallelismsIsRefused() {
        env.fromSequence(1, 9).setParallelism(2).forward().map(new Twice()).setParallelism(3);

        assertThatThrownBy(this::program)
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("parallelism 2")
                .hasMessageContaining("parallelism 3");
    }

    @Test
    void aUnionIsSeveralEdgesIntoOneGateThatKeepTheirPartitionings() {
        DataStream<Long> first = env.fromSequence(1, 9);
        DataStream<Long> second = env.fromSequence(10, 19);
        first.rebalance().union(second).map(new Twice());
        first.rebalance().union(second).global().map(new Twice());

        Program program = program();

        assertThat(program.node(3).inputs())
                .containsExactly(
                        new ProgramInput(1, 0, Optional.empty(), new Partitioning.Rebalance()),
                        new ProgramInput(2, 0, Optional.empty(), new Partitioning.Forward()));
        assertThat(program.node(4).inputs())
                .extracting(ProgramInput::partitioning)
                .containsExactly(new Partitioning.Global(), new Partitioning.Global());
    }

    @Test
    @SuppressWarnings("unchecked") // the wrong type is the point
    void streamsOfDifferentTypesAreNotUnited() {
        DataStream<Object> numbers = (DataStream<Object>) (DataStream<?>) env.fromSequence(1, 9);
        DataStream<Object> texts = (DataStream<Object>) (DataStream<?>) env.fromData("a");

        assertThatThrownBy(() -> numbers.union(texts))
                .hasMessageContaining("Long")
                .hasMessageContaining("String");
    }

    @Test
    void connectedStreamsComeInByTwoGates() {
        DataStream<Long> numbers = env.fromSequence(1, 9);
        DataStream<String> texts = env.fromData("a", "b").setParallelism(1);
        numbers.connect(texts).map(new CoEcho());

        ProgramNode node = lastNode();

        assertThat(node.operation()).isInstanceOf(Operation.CoMap.class);
        assertThat(node.inputsOfGate(0)).extracting(ProgramInput::nodeId).containsExactly(1);
        assertThat(node.inputsOfGate(1)).extracting(ProgramInput::nodeId).containsExactly(2);
        assertThat(node.outputType()).contains(Types.STRING);
    }

    @Test
    void connectedKeyedStreamsAreBothSpreadByKey() {
        DataStream<Long> numbers = env.fromSequence(1, 9);
        DataStream<String> texts = env.fromData("a", "b");
        numbers.connect(texts)
                .keyBy(value -> value, text -> (long) text.length(), Types.LONG)
                .process(new KeyedCoEcho());

        ProgramNode node = lastNode();

        assertThat(node.operation()).isInstanceOf(Operation.KeyedCoProcess.class);
        assertThat(node.inputs())
                .extracting(ProgramInput::partitioning)
                .allSatisfy(partitioning -> assertThat(partitioning).isInstanceOf(Partitioning.KeyGroups.class));
    }

    @Test
    void aKeyedCoProcessFunctionNeedsKeyedStreams() {
        ConnectedStreams<Long, String> connected = env.fromSequence(1, 9).connect(env.fromData("a"));

        assertThatThrownBy(() -> connected.process(new KeyedCoEcho())).hasMessageContaining("keyBy");
    }

    @Test
    void aSideOutputIsAnEdgeWithItsTag() {
        OutputTag<String> late = new OutputTag<>("late", Types.STRING);
        SingleOutputStreamOperator<Long> numbers = env.fromSequence(1, 9).process(new Late());
        SideOutputDataStream<String> lateOnes = numbers.getSideOutput(late);
        lateOnes.rebalance().print();

        ProgramNode sink = lastNode();

        assertThat(sink.inputs())
                .containsExactly(new ProgramInput(2, 0, Optional.of(late), new Partitioning.Rebalance()));
    }

    @Test
    void namesUidsAndPlacementReachTheNode() {
        env.fromSequence(1, 9)
                .map(new Twice())
                .name("twice")
                .uid("twice-1")
                .setParallelism(3)
                .setMaxParallelism(12)
                .slotSharingGroup("heavy")
                .disableChaining();

        ProgramNode node = lastNode();

        assertThat(node.name()).isEqualTo("twice");
        assertThat(node.uid()).contains("twice-1");
        assertThat(node.parallelism()).isEqualTo(3);
        assertThat(node.maxParallelism()).isEqualTo(12);
        assertThat(node.slotSharingGroup()).isEqualTo("heavy");
        assertThat(node.chaining()).isEqualTo(Chaining.NEVER);
    }

    @Test
    void anOperatorIsInTheSlotSharingGroupOfItsInputsIfTheyAgree() {
        DataStream<Long> heavy = env.fromSequence(1, 9).slotSharingGroup("heavy");
        DataStream<Long> other = env.fromSequence(1, 9);
        heavy.map(new Twice()).startNewChain();
        heavy.union(other).map(new Twice());

        assertThat(program().nodes().stream().map(ProgramNode::slotSharingGroup))
                .containsExactly("heavy", "heavy", "default", "default");
    }

    @Test
    void twoOperatorsWithOneUidAreRefused() {
        DataStream<Long> numbers = env.fromSequence(1, 9);
        numbers.map(new Twice()).name("first").uid("same");
        numbers.map(new Twice()).name("second").uid("same");

        assertThatThrownBy(this::program)
                .hasMessageContaining("'same'")
                .hasMessageContaining("'first'")
                .hasMessageContaining("'second'");
    }

    @Test
    void anOperatorWithoutUidIsRefusedWhenGeneratedOnesAreOff() {
        env.getConfig().disableAutoGeneratedUIDs();
        env.fromSequence(1, 9).uid("numbers").map(new Twice());

        assertThatThrownBy(this::program).hasMessageContaining("'Map' has no uid");
    }

    @Test
    void theSettingsOfTheEnvironmentReachTheProgram() {
        env.setParallelism(3)
                .setMaxParallelism(30)
                .setBufferTimeout(7)
                .disableOperatorChaining()
                .setRuntimeMode(RuntimeExecutionMode.AUTOMATIC);
        env.getConfig().enableObjectReuse();
        env.fromSequence(1, 9).print();

        ProgramSettings settings = program().settings();

        assertThat(settings.mode()).isEqualTo(RuntimeExecutionMode.BATCH);
        assertThat(settings.defaultParallelism()).isEqualTo(3);
        assertThat(settings.maxParallelism()).isEqualTo(30);
        assertThat(settings.bufferTimeoutMs()).isEqualTo(7);
        assertThat(settings.chaining()).isFalse();
        assertThat(settings.objectReuse()).isTrue();
    }

    @Test
    void laterChangesOfTheEnvironmentDoNotReachATranslatedProgram() {
        env.fromSequence(1, 9).print();
        Program program = program();

        env.getConfig().enableObjectReuse();
        env.configure(Configuration.fromMap(Map.of("a", "b")));

        assertThat(program.settings().executionConfig().isObjectReuseEnabled()).isFalse();
        assertThat(program.settings().configuration().containsKey("a")).isFalse();
    }

    @Test
    void aTypeThatCannotBeFoundIsAskedForOnlyWhenItIsNeeded() {
        SingleOutputStreamOperator<List<String>> lists = env.fromSequence(1, 9).map(ProgramTranslationTest::listOf);
        SingleOutputStreamOperator<List<String>> typed =
                env.fromSequence(1, 9).map(new Generic<List<String>>()).returns(Types.LIST(Types.STRING));

        assertThat(typed.getType()).isEqualTo(Types.LIST(Types.STRING));
        assertThat(lists).isNotNull();
        SingleOutputStreamOperator<Object> unknown = env.fromSequence(1, 9).map(new Generic<>());
        assertThatThrownBy(unknown::getType)
                .isInstanceOf(InvalidTypesException.class)
                .hasMessageContaining("returns(...)");
    }

    private static List<String> listOf(Long value) {
        return List.of(String.valueOf(value));
    }

    @Test
    void aTypeThatIsInUseIsNotChangedAnyMore() {
        SingleOutputStreamOperator<Long> numbers = env.fromSequence(1, 9).map(new Twice());
        numbers.filter(new Positive());

        assertThatThrownBy(() -> numbers.returns(new TypeHint<Long>() {}).returns(Types.POJO(Long.class)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aFunctionThatAsksForItsOutputTypeIsToldIt() {
        TypeAsking asking = new TypeAsking();
        env.fromSequence(1, 9).map(asking).returns(Types.STRING);
        program();

        assertThat(asking.told).isEqualTo(Types.STRING);
    }

    private static final class TypeAsking implements MapFunction<Long, String>, OutputTypeConfigurable<String> {
        private TypeInformation<String> told;

        @Override
        public String map(Long value) {
            return String.valueOf(value);
        }

        @Override
        public void setOutputType(TypeInformation<String> outTypeInfo, ExecutionConfig executionConfig) {
            told = outTypeInfo;
        }
    }

    @Test
    void anArrayCannotBeAKey() {
        DataStream<Long> numbers = env.fromSequence(1, 9);

        assertThatThrownBy(() -> numbers.keyBy(value -> new int[] {1}))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageContaining("cannot be a key");
    }

    @Test
    void aProgramTravels() throws Exception {
        env.fromData("a b", "c")
                .flatMap(new Words())
                .uid("words")
                .keyBy(word -> word)
                .reduce((left, right) -> left + right)
                .print();
        Program program = program();

        Program arrived = travelled(program);

        assertThat(arrived.nodes()).hasSameSizeAs(program.nodes());
        assertThat(arrived.node(2).uid()).contains("words");
        assertThat(arrived.node(2).outputType()).contains(Types.STRING);
        assertThat(arrived.node(4).outputType()).isEmpty();
        assertThat(arrived.node(3).inputs().get(0).partitioning()).isInstanceOf(Partitioning.KeyGroups.class);
        assertThat(arrived.settings().mode()).isEqualTo(program.settings().mode());
    }

    private static Program travelled(Program program) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(program);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Program) in.readObject();
        }
    }

    private static final class Twice implements MapFunction<Long, Long> {
        @Override
        public Long map(Long value) {
            return 2 * value;
        }
    }

    private static final class Generic<T> implements MapFunction<Long, T> {
        @Override
        public T map(Long value) {
            return null;
        }
    }

    private static final class Positive implements FilterFunction<Long> {
        @Override
        public boolean filter(Long value) {
            return value > 0;
        }
    }

    private static final class Echo implements FlatMapFunction<Long, Long> {
        @Override
        public void flatMap(Long value, Collector<Long> out) {
            out.collect(value);
        }
    }

    private static final class Words implements FlatMapFunction<String, String> {
        @Override
        public void flatMap(String line, Collector<String> out) {
            List.of(line.split(" ")).forEach(out::collect);
        }
    }

    private static final class Late extends ProcessFunction<Long, Long> {
        @Override
        public void processElement(Long value, Context ctx, Collector<Long> out) {
            out.collect(value);
        }
    }

    private static final class KeyedEcho extends KeyedProcessFunction<Long, Long, Long> {
        @Override
        public void processElement(Long value, Context ctx, Collector<Long> out) {
            out.collect(value);
        }
    }

    private static final class CoEcho implements CoMapFunction<Long, String, String> {
        @Override
        public String map1(Long value) {
            return String.valueOf(value);
        }

        @Override
        public String map2(String value) {
            return value;
        }
    }

    private static final class KeyedCoEcho extends KeyedCoProcessFunction<Long, Long, String, String> {
        @Override
        public void processElement1(Long value, Context ctx, Collector<String> out) {}

        @Override
        public void processElement2(String value, Context ctx, Collector<String> out) {}
    }

    private static class NumbersFunction implements SourceFunction<Long> {
        @Override
        public void run(SourceContext<Long> ctx) {}

        @Override
        public void cancel() {}
    }

    private static final class ParallelNumbersFunction extends RichParallelSourceFunction<Long> {
        @Override
        public void run(SourceContext<Long> ctx) {}

        @Override
        public void cancel() {}
    }
}
