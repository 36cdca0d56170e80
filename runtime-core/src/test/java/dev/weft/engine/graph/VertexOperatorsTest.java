package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.common.BlobStore;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the JobMaster is told of the operators of a vertex. */
class VertexOperatorsTest {

    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();

    private List<VertexOperator> operators() {
        return JobGraphCompiler.compile(env.getStreamGraph(false).program(), ProgramMaker.JOB).vertices().stream()
                .flatMap(vertex -> vertex.operators().stream())
                .toList();
    }

    private VertexOperator named(String name) {
        return operators().stream()
                .filter(operator -> operator.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aVertexListsTheOperatorsOfItsChainAndIsNamedAfterTheFirst() {
        env.setParallelism(1);
        env.fromSequence(1, 10)
                .name("numbers")
                .map(n -> n + 1)
                .name("next")
                .addSink(new DiscardingSink<>())
                .name("out");
        JobVertex vertex = JobGraphCompiler.compile(env.getStreamGraph(false).program(), ProgramMaker.JOB)
                .vertices()
                .get(0);
        assertThat(vertex.operators())
                .extracting(VertexOperator::name)
                .containsExactly("Source: numbers", "next", "Sink: out");
        assertThat(vertex.operators()).extracting(VertexOperator::id).doesNotHaveDuplicates();
        assertThat(vertex.operators().get(0).id().hex()).isEqualTo(vertex.id().hex());
        assertThat(ChainPayload.read(
                                vertex.chain(), BlobStore.none(), getClass().getClassLoader(), vertex.name())
                        .operators())
                .extracting(ChainSpec.ChainedOperator::id)
                .isEqualTo(vertex.operators().stream().map(VertexOperator::id).toList());
    }

    @Test
    void theIdComesFromTheUidHashOrTheUidWhateverStandsAroundTheOperator() {
        env.fromSequence(1, 10).map(n -> n + 1).name("next").uid("adds one").addSink(new DiscardingSink<>());
        String fromUid = named("next").id().hex();
        StreamExecutionEnvironment other = StreamExecutionEnvironment.getExecutionEnvironment();
        other.fromSequence(5, 6)
                .filter(n -> n > 5)
                .map(n -> n + 2)
                .name("another name")
                .uid("adds one")
                .map(n -> n)
                .name("by hash")
                .setUidHash("0123456789ABCDEF0123456789abcdef")
                .addSink(new DiscardingSink<>());
        List<VertexOperator> others =
                JobGraphCompiler.compile(other.getStreamGraph().program(), ProgramMaker.JOB).vertices().stream()
                        .flatMap(vertex -> vertex.operators().stream())
                        .toList();
        assertThat(others)
                .extracting(VertexOperator::name, operator -> operator.id().hex())
                .contains(tuple("another name", fromUid), tuple("by hash", "0123456789abcdef0123456789abcdef"));
    }

    @Test
    void aFunctionThatCannotReachStateIsKnownToKeepNone() {
        env.fromSequence(1, 10)
                .name("numbers")
                .map(n -> n)
                .name("lambda")
                .map(new Rich())
                .name("rich without keys")
                .map(new Checkpointed())
                .name("checkpointed")
                .keyBy(n -> n)
                .map(new Rich())
                .name("rich with keys")
                .keyBy(n -> n)
                .map(n -> n)
                .name("lambda with keys")
                .keyBy(n -> n)
                .reduce(Long::sum)
                .name("reduce")
                .returns(Types.LONG)
                .addSink(new DiscardingSink<>())
                .name("out");
        assertThat(operators())
                .filteredOn(VertexOperator::mayKeepState)
                .extracting(VertexOperator::name)
                .containsExactly("Source: numbers", "checkpointed", "rich with keys", "reduce");
    }

    @Test
    void aMaximumParallelismThatTheProgramGivesIsToldFromADerivedOne() {
        env.setParallelism(1);
        env.fromSequence(1, 10)
                .map(n -> n)
                .name("given")
                .setMaxParallelism(64)
                .rebalance()
                .map(n -> n)
                .name("derived")
                .setParallelism(200)
                .addSink(new DiscardingSink<>());
        assertThat(named("given").maxParallelism()).isEqualTo(64);
        assertThat(named("given").maxParallelismGiven()).isTrue();
        assertThat(named("derived").maxParallelism()).isEqualTo(512);
        assertThat(named("derived").maxParallelismGiven()).isFalse();
        env.setMaxParallelism(300);
        assertThat(named("derived").maxParallelism()).isEqualTo(300);
        assertThat(named("derived").maxParallelismGiven()).isTrue();
    }

    private static final class Rich extends RichMapFunction<Long, Long> {
        @Override
        public void open(OpenContext openContext) {}

        @Override
        public Long map(Long value) {
            return value;
        }
    }

    private static final class Checkpointed implements MapFunction<Long, Long>, CheckpointedFunction {
        @Override
        public Long map(Long value) {
            return value;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void initializeState(FunctionInitializationContext context) {}
    }
}
