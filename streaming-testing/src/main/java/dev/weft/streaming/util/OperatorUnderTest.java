package dev.weft.streaming.util;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.typeutils.GenericTypeInfo;
import dev.weft.configuration.Configuration;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramInput;
import dev.weft.program.ProgramNode;
import dev.weft.streaming.api.datastream.CoGroupedStreams;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import dev.weft.streaming.api.operators.StreamOperator;
import dev.weft.streaming.api.operators.StreamOperatorFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The one operator that a harness runs, compiled from a part of a program, or given as an operator object.
 *
 * @param operation gives what an instance of the operator does
 * @param streams what comes in, in the order in which the piece was given it
 * @param inputTypes by gate
 * @param keyings how to find the key of a record, by gate; empty when the inputs are not keyed
 * @param outputCopying how its records are copied
 * @param config the settings of the program, which functions can see
 */
record OperatorUnderTest(
        String name,
        Supplier<Operation> operation,
        List<Stream> streams,
        List<TypeInformation<?>> inputTypes,
        List<Keying> keyings,
        Copying outputCopying,
        ExecutionConfig config) {

    /**
     * One of the streams that the operator is applied to.
     *
     * @param gate of the operator, where it may be united with others
     * @param tagging what the API does to its records before they are united with those of other types
     */
    record Stream(int gate, Copying copying, Optional<MapFunction<Object, Object>> tagging, Partitioning spread) {

        /** A stream whose records reach the operator unchanged. */
        Stream(int gate, Copying copying, Partitioning spread) {
            this(gate, copying, Optional.empty(), spread);
        }

        /** A record as it reaches the operator. */
        Object arriving(Object value) throws Exception {
            return tagging.isPresent() ? tagging.get().map(value) : value;
        }
    }

    private static final String SOURCE = "input ";

    /** A source without elements: the harness passes the operator's input. */
    private static final class EmptySource implements SourceFunction<Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public void run(SourceContext<Object> context) {}

        @Override
        public void cancel() {}
    }

    /**
     * @param inputTypes of the streams that the piece is applied to
     * @param piece applies exactly one operator
     */
    @SuppressWarnings("unchecked") // a silent source is of every type, and a sink that discards takes every one
    static OperatorUnderTest of(
            List<TypeInformation<?>> inputTypes, Function<List<DataStream<?>>, DataStream<?>> piece) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
        environment.setParallelism(1);
        List<DataStream<?>> streams = new ArrayList<>();
        for (int i = 0; i < inputTypes.size(); i++) {
            streams.add(
                    environment.addSource(new EmptySource(), SOURCE + i, (TypeInformation<Object>) inputTypes.get(i)));
        }
        DataStream<Object> output = (DataStream<Object>) piece.apply(streams);
        output.addSink(new DiscardingSink<>());
        return of(environment.getStreamGraph().program(), inputTypes.size());
    }

    private static OperatorUnderTest of(Program program, int inputs) {
        List<ProgramNode> nodes = program.nodes();
        List<ProgramNode> operators = nodes.subList(0, nodes.size() - 1).stream()
                .filter(node -> !isSource(node) && !isTagging(program, node))
                .toList();
        if (operators.size() != 1) {
            throw new IllegalArgumentException("a harness tests one operator, not "
                    + operators.stream().map(ProgramNode::name).toList() + ": test each by itself");
        }
        ProgramNode node = operators.get(0);
        List<TypeInformation<?>> types = new ArrayList<>();
        List<Keying> keyings = new ArrayList<>();
        for (int gate = 0; !node.inputsOfGate(gate).isEmpty(); gate++) {
            ProgramInput input = node.inputsOfGate(gate).get(0);
            types.add(program.node(input.nodeId()).outputType().orElseThrow());
            if (input.partitioning() instanceof Partitioning.Keyed keys) {
                keyings.add(keying(keys));
            }
        }
        List<Stream> streams = IntStream.range(0, inputs)
                .mapToObj(i -> nodes.stream()
                        .filter(other -> isSource(other) && other.name().endsWith(SOURCE + i))
                        .findFirst()
                        .map(source -> stream(program, node, source))
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + node.name() + "' does not read stream " + i + " of those it was given")))
                .toList();
        return new OperatorUnderTest(
                node.name(),
                () -> copyOf(node),
                streams,
                types,
                keyings,
                Copying.of(node.outputType().orElseThrow()),
                program.settings().executionConfig());
    }

    /**
     * For an operator whose function object is run itself, not a copy. The types of its records are not known.
     *
     * @param streams one a gate
     */
    static OperatorUnderTest itself(Operation operation, List<Stream> streams) {
        List<Keying> keyings = streams.stream()
                .filter(stream -> stream.spread() instanceof Partitioning.Keyed)
                .map(stream -> keying((Partitioning.Keyed) stream.spread()))
                .toList();
        if (operation.isKeyed() && keyings.isEmpty()) {
            throw new IllegalArgumentException(
                    "a " + operation.label() + " works on keyed streams: test it in a Keyed...TestHarness");
        }
        TypeInformation<?> unknown = new GenericTypeInfo<>(Object.class);
        return new OperatorUnderTest(
                operation.label(),
                () -> operation,
                streams,
                Collections.nCopies(streams.size(), unknown),
                keyings,
                Copying.BY_CLASS,
                new ExecutionConfig());
    }

    /** As {@link #itself(Operation, List)}, for an operator that the user implemented, or a marker for a function. */
    static OperatorUnderTest itself(StreamOperatorFactory<?> factory, List<Stream> streams) {
        StreamOperator<?> operator = factory instanceof SimpleOperatorFactory<?> simple ? simple.getOperator() : null;
        if (operator instanceof OneInputFunctionOperator<?, ?, ?> one) {
            return itself(one.operation(), streams);
        }
        if (operator instanceof TwoInputFunctionOperator<?, ?, ?, ?> two) {
            return itself(two.operation(), streams);
        }
        return itself(new Operation.Transform(factory), streams);
    }

    private static boolean isSource(ProgramNode node) {
        return node.inputs().isEmpty();
    }

    /** Whether a node only tags the records of one of several streams that are united. */
    private static boolean isTagging(Program program, ProgramNode node) {
        return node.operation() instanceof Operation.Map
                && node.outputType().orElseThrow().getTypeClass() == CoGroupedStreams.TaggedUnion.class
                && isSource(program.node(node.inputs().get(0).nodeId()));
    }

    @SuppressWarnings("unchecked") // the program graph has matched the function and the stream's type
    private static Stream stream(Program program, ProgramNode operator, ProgramNode source) {
        for (ProgramInput input : operator.inputs()) {
            ProgramNode from = program.node(input.nodeId());
            TypeInformation<?> type = source.outputType().orElseThrow();
            if (from.id() == source.id()) {
                return new Stream(input.gate(), Copying.of(type), input.partitioning());
            }
            if (from.operation() instanceof Operation.Map map
                    && from.inputs().get(0).nodeId() == source.id()) {
                return new Stream(
                        input.gate(),
                        Copying.of(type),
                        Optional.of((MapFunction<Object, Object>) map.function()),
                        input.partitioning());
            }
        }
        throw new IllegalArgumentException(
                "'" + operator.name() + "' does not read '" + source.name() + "' itself: test one operator by itself");
    }

    @SuppressWarnings("unchecked") // the program graph has matched the selector and the stream's type
    private static Keying keying(Partitioning.Keyed keys) {
        return Keying.of((KeySelector<Object, Object>) keys.keySelector(), keys.keyType());
    }

    /** The operation with its own copy of the functions, as every parallel instance has. */
    private static Operation copyOf(ProgramNode node) {
        String what = "the function of operator '" + node.name() + "'";
        return UserObjects.read(
                UserObjects.write(node.operation(), what),
                Thread.currentThread().getContextClassLoader(),
                Operation.class,
                what);
    }
}
