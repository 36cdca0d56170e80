package dev.weft.streaming.util;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.configuration.Configuration;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramInput;
import dev.weft.program.ProgramNode;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.streaming.api.functions.source.SourceFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The one operator that a piece of a program comes down to.
 *
 * @param node the operator with its inputs
 * @param inputTypes by gate
 * @param keyings how to find the key of a record, by gate; empty when the inputs are not keyed
 * @param outputType of its records
 * @param config the settings of the program, which functions can see
 */
record OperatorUnderTest(
        ProgramNode node,
        List<TypeInformation<?>> inputTypes,
        List<Keying> keyings,
        TypeInformation<?> outputType,
        ExecutionConfig config) {

    /** A source that says nothing: the operator's input comes by hand. */
    private static final class Silence implements SourceFunction<Object> {
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
        for (TypeInformation<?> type : inputTypes) {
            streams.add(environment.addSource(new Silence(), "input", (TypeInformation<Object>) type));
        }
        DataStream<Object> output = (DataStream<Object>) piece.apply(streams);
        output.addSink(new DiscardingSink<>());
        return of(environment.getStreamGraph().program(), inputTypes.size());
    }

    private static OperatorUnderTest of(Program program, int inputs) {
        List<ProgramNode> nodes = program.nodes();
        List<ProgramNode> operators = nodes.subList(inputs, nodes.size() - 1);
        if (operators.size() != 1) {
            throw new IllegalArgumentException("a harness tests one operator, not "
                    + operators.stream().map(ProgramNode::name).toList() + ": test each by itself");
        }
        ProgramNode node = operators.get(0);
        List<TypeInformation<?>> types = new ArrayList<>();
        List<Keying> keyings = new ArrayList<>();
        for (ProgramInput input : node.inputs()) {
            types.add(program.node(input.nodeId()).outputType().orElseThrow());
            if (input.partitioning() instanceof Partitioning.KeyGroups keys) {
                keyings.add(keying(keys));
            }
        }
        return new OperatorUnderTest(
                node,
                types,
                keyings,
                node.outputType().orElseThrow(),
                program.settings().executionConfig());
    }

    @SuppressWarnings("unchecked") // the program graph has matched the selector and the stream's type
    private static Keying keying(Partitioning.KeyGroups keys) {
        return Keying.of((KeySelector<Object, Object>) keys.keySelector(), keys.keyType());
    }

    /** A copy of what the operator does, with functions of its own, as every parallel instance has. */
    Operation operation() {
        String what = "the function of operator '" + node.name() + "'";
        return UserObjects.read(
                UserObjects.write(node.operation(), what),
                Thread.currentThread().getContextClassLoader(),
                Operation.class,
                what);
    }
}
