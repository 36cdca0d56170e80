package dev.weft.engine.graph;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.typeinfo.BasicTypeInfo;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.CommitterInitContext;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.configuration.Configuration;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.program.Chaining;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramInput;
import dev.weft.program.ProgramNode;
import dev.weft.program.ProgramSettings;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Builder of programs, node by node. */
final class ProgramMaker {

    static final JobID JOB = new JobID(0x0102030405060708L, 0x1112131415161718L);
    static final Partitioning FORWARD = new Partitioning.Forward();
    static final Partitioning REBALANCE = new Partitioning.Rebalance();

    RuntimeExecutionMode mode = RuntimeExecutionMode.AUTOMATIC;
    int maxParallelism = -1;
    boolean chaining = true;
    final Configuration configuration = new Configuration();
    private final List<ProgramNode> nodes = new ArrayList<>();

    static Partitioning byKey() {
        return new Partitioning.KeyGroups(value -> value, BasicTypeInfo.STRING_TYPE_INFO);
    }

    static ProgramInput from(ProgramNode node, Partitioning partitioning) {
        return new ProgramInput(node.id(), 0, Optional.empty(), partitioning);
    }

    static ProgramInput side(ProgramNode node, OutputTag<?> tag, Partitioning partitioning) {
        return new ProgramInput(node.id(), 0, Optional.of(tag), partitioning);
    }

    static ProgramInput second(ProgramNode node, Partitioning partitioning) {
        return new ProgramInput(node.id(), 1, Optional.empty(), partitioning);
    }

    ProgramNode source(String name, int parallelism) {
        return add(
                name,
                parallelism,
                new Operation.FromSource(new FakeSource(Boundedness.BOUNDED), WatermarkStrategy.noWatermarks()));
    }

    ProgramNode unboundedSource(String name, int parallelism) {
        return add(
                name,
                parallelism,
                new Operation.FromSource(
                        new FakeSource(Boundedness.CONTINUOUS_UNBOUNDED), WatermarkStrategy.noWatermarks()));
    }

    ProgramNode map(String name, int parallelism, ProgramInput... inputs) {
        return add(name, parallelism, new Operation.Map(new Identity()), inputs);
    }

    ProgramNode sink(String name, int parallelism, ProgramInput... inputs) {
        return add(name, parallelism, new Operation.SinkFunctionCall(new Discard()), inputs);
    }

    ProgramNode committingSink(String name, int parallelism, ProgramInput... inputs) {
        return add(name, parallelism, new Operation.SinkTo(new CommittingSink()), inputs);
    }

    ProgramNode add(String name, int parallelism, Operation operation, ProgramInput... inputs) {
        Optional<TypeInformation<?>> type =
                operation.isSink() ? Optional.empty() : Optional.of(BasicTypeInfo.STRING_TYPE_INFO);
        return add(new ProgramNode(
                nodes.size() + 1,
                name,
                Optional.empty(),
                parallelism,
                -1,
                ProgramNode.DEFAULT_SLOT_SHARING_GROUP,
                Chaining.ALWAYS,
                operation,
                type,
                List.of(inputs)));
    }

    ProgramNode add(ProgramNode node) {
        nodes.add(node);
        return node;
    }

    /** Replaces the node that was added last by a changed one. */
    ProgramNode change(UnaryOperator<ProgramNode> change) {
        ProgramNode changed = change.apply(nodes.remove(nodes.size() - 1));
        return add(changed);
    }

    static ProgramNode with(ProgramNode node, Chaining chaining) {
        return new ProgramNode(
                node.id(),
                node.name(),
                node.uid(),
                node.parallelism(),
                node.maxParallelism(),
                node.slotSharingGroup(),
                chaining,
                node.operation(),
                node.outputType(),
                node.inputs());
    }

    static ProgramNode withUid(ProgramNode node, String uid) {
        return new ProgramNode(
                node.id(),
                node.name(),
                Optional.of(uid),
                node.parallelism(),
                node.maxParallelism(),
                node.slotSharingGroup(),
                node.chaining(),
                node.operation(),
                node.outputType(),
                node.inputs());
    }

    static ProgramNode with(ProgramNode node, ProgramNode.Overrides overrides) {
        return new ProgramNode(
                node.id(),
                node.name(),
                node.uid(),
                node.parallelism(),
                node.maxParallelism(),
                node.slotSharingGroup(),
                node.chaining(),
                node.operation(),
                node.outputType(),
                node.inputs(),
                overrides);
    }

    static ProgramNode withGroup(ProgramNode node, String group) {
        return new ProgramNode(
                node.id(),
                node.name(),
                node.uid(),
                node.parallelism(),
                node.maxParallelism(),
                group,
                node.chaining(),
                node.operation(),
                node.outputType(),
                node.inputs());
    }

    static ProgramNode withMaxParallelism(ProgramNode node, int maxParallelism) {
        return new ProgramNode(
                node.id(),
                node.name(),
                node.uid(),
                node.parallelism(),
                maxParallelism,
                node.slotSharingGroup(),
                node.chaining(),
                node.operation(),
                node.outputType(),
                node.inputs());
    }

    static ProgramNode withoutType(ProgramNode node) {
        return new ProgramNode(
                node.id(),
                node.name(),
                node.uid(),
                node.parallelism(),
                node.maxParallelism(),
                node.slotSharingGroup(),
                node.chaining(),
                node.operation(),
                Optional.empty(),
                node.inputs());
    }

    Program program() {
        return new Program(
                "job",
                new ProgramSettings(
                        mode, 1, maxParallelism, chaining, false, 100, configuration, new ExecutionConfig()),
                nodes);
    }

    JobGraph compile() {
        return JobGraphCompiler.compile(program(), JOB);
    }

    record Identity() implements MapFunction<String, String> {
        @Override
        public String map(String value) {
            return value;
        }
    }

    record Discard() implements SinkFunction<String> {}

    /** Never made to work: the compiler only looks at it. */
    record FakeSource(Boundedness boundedness) implements Source<String, SourceSplit, Void> {
        private static final long serialVersionUID = 1L;

        @Override
        public Boundedness getBoundedness() {
            return boundedness;
        }

        @Override
        public SplitEnumerator<SourceSplit, Void> createEnumerator(SplitEnumeratorContext<SourceSplit> context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SplitEnumerator<SourceSplit, Void> restoreEnumerator(
                SplitEnumeratorContext<SourceSplit> context, Void checkpoint) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SimpleVersionedSerializer<SourceSplit> getSplitSerializer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SourceReader<String, SourceSplit> createReader(SourceReaderContext context) {
            throw new UnsupportedOperationException();
        }
    }

    /** Never made to work: the compiler only looks at it. */
    record CommittingSink() implements Sink<String>, SupportsCommitter<String> {
        @Override
        public SinkWriter<String> createWriter(InitContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Committer<String> createCommitter(CommitterInitContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SimpleVersionedSerializer<String> getCommittableSerializer() {
            throw new UnsupportedOperationException();
        }
    }
}
