package dev.weft.engine.graph;

import static dev.weft.engine.graph.ProgramMaker.FORWARD;
import static dev.weft.engine.graph.ProgramMaker.REBALANCE;
import static dev.weft.engine.graph.ProgramMaker.byKey;
import static dev.weft.engine.graph.ProgramMaker.from;
import static dev.weft.engine.graph.ProgramMaker.second;
import static dev.weft.engine.graph.ProgramMaker.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.typeinfo.BasicTypeInfo;
import dev.weft.api.connector.source.Source;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.ChainSpec.Link;
import dev.weft.engine.graph.ChainSpec.NetworkOutput;
import dev.weft.program.Chaining;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.ProgramNode;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.util.OutputTag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobGraphCompilerTest {

    private final ProgramMaker program = new ProgramMaker();

    private static List<String> names(JobGraph graph) {
        return graph.vertices().stream().map(JobVertex::name).toList();
    }

    private static ChainSpec chain(JobVertex vertex) {
        return ChainPayload.read(
                vertex.chain(), BlobStore.none(), JobGraphCompilerTest.class.getClassLoader(), vertex.name());
    }

    private void assertRefused(String message) {
        assertThatThrownBy(program::compile).isInstanceOf(WeftException.class).hasMessage(message);
    }

    @Test
    void aWordCountBecomesTwoVerticesJoinedByAHashEdge() {
        ProgramNode lines = program.source("lines", 2);
        ProgramNode words = program.map("Tokenizer", 2, from(lines, FORWARD));
        ProgramNode counts = program.map("Count", 2, from(words, byKey()));
        program.committingSink("out", 2, from(counts, FORWARD));

        JobGraph graph = program.compile();

        assertThat(graph.jobId()).isEqualTo(ProgramMaker.JOB);
        assertThat(graph.name()).isEqualTo("job");
        assertThat(graph.batch()).isTrue();
        assertThat(graph.configuration()).containsEntry("execution.runtime-mode", "BATCH");
        assertThat(names(graph)).containsExactly("Source: lines -> Tokenizer", "Count -> Sink: out");
        JobVertex first = graph.vertices().get(0);
        JobVertex second = graph.vertices().get(1);
        assertThat(first.parallelism()).isEqualTo(2);
        assertThat(first.maxParallelism()).isEqualTo(128);
        assertThat(first.coordinators()).hasSize(1);
        assertThat(first.coordinators().get(0).operator()).isZero();
        assertThat(first.coordinators().get(0).name()).isEqualTo("Source: lines");
        assertThat(UserObjects.read(
                        first.coordinators().get(0).source(),
                        BlobStore.none(),
                        getClass().getClassLoader(),
                        Source.class,
                        "it"))
                .isInstanceOf(ProgramMaker.FakeSource.class);
        assertThat(first.commits()).isFalse();
        assertThat(second.coordinators()).isEmpty();
        assertThat(second.commits()).isTrue();
        assertThat(graph.edges()).containsExactly(new JobEdge(first.id(), 0, second.id(), 0, ShipStrategy.HASH));

        ChainSpec head = chain(first);
        assertThat(head.inputs()).isEmpty();
        assertThat(head.outputs()).hasSize(1);
        assertThat(head.operators())
                .extracting(ChainSpec.ChainedOperator::name)
                .containsExactly("Source: lines", "Tokenizer");
        assertThat(head.operators().get(0).links())
                .containsExactly(new Link("", Link.Kind.OPERATOR, 1, BasicTypeInfo.STRING_TYPE_INFO));
        assertThat(head.operators().get(1).links())
                .containsExactly(new Link("", Link.Kind.OUTPUT, 0, BasicTypeInfo.STRING_TYPE_INFO));
        assertThat(head.operators().get(0).id().hex()).isEqualTo(first.id().hex());
        assertThat(head.settings().batch()).isTrue();
        assertThat(head.outputs()).extracting(NetworkOutput::bufferTimeoutMs).containsOnly(100L);
        assertThat(chain(second).inputs().get(0).partitioning()).isInstanceOf(Partitioning.KeyGroups.class);
    }

    @Test
    void aForwardEdgeChainsUnlessSomethingSpeaksAgainstIt() {
        assertThat(chained(program -> {})).isEqualTo(1);
        assertThat(chained(program -> program.chaining = false)).isEqualTo(2);
        assertThat(chainedSink(node -> ProgramMaker.with(node, Chaining.HEAD))).isEqualTo(2);
        assertThat(chainedSink(node -> ProgramMaker.with(node, Chaining.NEVER))).isEqualTo(2);
        assertThat(chainedSink(node -> ProgramMaker.withGroup(node, "other"))).isEqualTo(2);
        assertThat(chainedSink(node -> ProgramMaker.withMaxParallelism(node, 64)))
                .isEqualTo(1);
    }

    private static int chained(java.util.function.Consumer<ProgramMaker> change) {
        ProgramMaker program = new ProgramMaker();
        change.accept(program);
        program.sink("out", 2, from(program.source("in", 2), FORWARD));
        return program.compile().vertices().size();
    }

    private static int chainedSink(java.util.function.UnaryOperator<ProgramNode> change) {
        ProgramMaker program = new ProgramMaker();
        program.sink("out", 2, from(program.source("in", 2), FORWARD));
        program.change(change);
        return program.compile().vertices().size();
    }

    @Test
    void aNodeThatNeverChainsAlsoKeepsItsReadersAwayButAHeadTakesThem() {
        ProgramNode in = program.source("in", 1);
        program.map("alone", 1, from(in, FORWARD));
        ProgramNode alone = program.change(node -> ProgramMaker.with(node, Chaining.NEVER));
        program.map("head", 1, from(alone, FORWARD));
        ProgramNode head = program.change(node -> ProgramMaker.with(node, Chaining.HEAD));
        program.sink("out", 1, from(head, FORWARD));
        assertThat(names(program.compile())).containsExactly("Source: in", "alone", "head -> Sink: out");
    }

    /** FLINK-31996, FLINK-30213. */
    @Test
    void differentNumbersOfKeyGroupsDoNotShareATask() {
        ProgramNode in = program.source("in", 2);
        program.map("a", 2, from(in, FORWARD));
        ProgramNode a = program.change(node -> ProgramMaker.withMaxParallelism(node, 64));
        program.sink("b", 2, from(a, FORWARD));
        program.change(node -> ProgramMaker.withMaxParallelism(node, 32));
        JobGraph graph = program.compile();
        assertThat(names(graph)).containsExactly("Source: in -> a", "Sink: b");
        assertThat(graph.vertices()).extracting(JobVertex::maxParallelism).containsExactly(64, 32);
    }

    @Test
    void aUnionBreaksTheChainAndNumbersItsInputs() {
        ProgramNode one = program.source("one", 2);
        ProgramNode two = program.source("two", 2);
        program.sink("out", 2, from(one, FORWARD), from(two, FORWARD), from(one, REBALANCE));
        JobGraph graph = program.compile();
        assertThat(names(graph)).containsExactly("Source: one", "Source: two", "Sink: out");
        JobVertex out = graph.vertices().get(2);
        assertThat(graph.inputsOf(out.id()))
                .extracting(JobEdge::input, JobEdge::output, JobEdge::strategy)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, 0, ShipStrategy.FORWARD),
                        org.assertj.core.groups.Tuple.tuple(1, 0, ShipStrategy.FORWARD),
                        org.assertj.core.groups.Tuple.tuple(2, 1, ShipStrategy.REBALANCE));
        assertThat(chain(out).inputs()).extracting(ChainSpec.NetworkInput::gate).containsExactly(0, 0, 0);
    }

    @Test
    void connectedStreamsHaveTwoGates() {
        ProgramNode one = program.source("one", 1);
        ProgramNode two = program.source("two", 1);
        ProgramNode both = program.add(
                "both", 1, new Operation.CoMap(new FirstOrSecond()), from(one, FORWARD), second(two, FORWARD));
        program.sink("out", 1, from(both, FORWARD));
        JobGraph graph = program.compile();
        assertThat(names(graph)).containsExactly("Source: one", "Source: two", "both -> Sink: out");
        assertThat(chain(graph.vertices().get(2)).inputs())
                .extracting(ChainSpec.NetworkInput::gate)
                .containsExactly(0, 1);
    }

    record FirstOrSecond() implements CoMapFunction<String, String, String> {
        @Override
        public String map1(String value) {
            return value;
        }

        @Override
        public String map2(String value) {
            return value;
        }
    }

    @Test
    void anOperatorMayFeedItsChainTheNetworkAndSideOutputsAtOnce() {
        OutputTag<Integer> late = new OutputTag<>("late", BasicTypeInfo.INT_TYPE_INFO);
        ProgramNode in = program.source("in", 2);
        ProgramNode split = program.map("split", 2, from(in, FORWARD));
        program.sink("a", 2, from(split, FORWARD));
        program.sink("b", 1, from(split, REBALANCE));
        ProgramNode errors = program.map("errors", 2, side(split, late, FORWARD));
        program.sink("c", 2, from(errors, FORWARD));
        JobGraph graph = program.compile();
        assertThat(names(graph)).containsExactly("Source: in -> split -> (Sink: a, errors -> Sink: c)", "Sink: b");
        ChainSpec chain = chain(graph.vertices().get(0));
        assertThat(chain.operators().get(1).links())
                .containsExactly(
                        new Link("", Link.Kind.OPERATOR, 2, BasicTypeInfo.STRING_TYPE_INFO),
                        new Link("", Link.Kind.OUTPUT, 0, BasicTypeInfo.STRING_TYPE_INFO),
                        new Link("late", Link.Kind.OPERATOR, 3, BasicTypeInfo.INT_TYPE_INFO));
        for (int i = 0; i < chain.operators().size(); i++) {
            int feeder = i;
            assertThat(chain.operators().get(i).links())
                    .allMatch(link -> link.kind() == Link.Kind.OUTPUT || link.index() > feeder);
        }
    }

    @Test
    void anUnboundedSourceMakesAutomaticStreamingAndBatchAnError() {
        program.sink("out", 1, from(program.unboundedSource("ticks", 1), FORWARD));
        JobGraph graph = program.compile();
        assertThat(graph.batch()).isFalse();
        assertThat(graph.configuration()).containsEntry("execution.runtime-mode", "STREAMING");
        program.mode = RuntimeExecutionMode.BATCH;
        assertThatThrownBy(program::compile)
                .isInstanceOf(InvalidProgramException.class)
                .hasMessageStartingWith("'ticks' is unbounded");
    }

    @Test
    void theNumberOfKeyGroupsIsDerivedAsExistingJobsRelyOn() {
        Map<Integer, Integer> expected = new HashMap<>(
                Map.of(1, 128, 85, 128, 86, 256, 128, 256, 170, 256, 171, 256, 172, 512, 1000, 2048, 21845, 32768));
        expected.put(32768, 32768);
        expected.forEach((parallelism, groups) -> assertThat(MaxParallelism.derivedFrom(parallelism))
                .as("%d", parallelism)
                .isEqualTo(groups));
    }

    @Test
    void idsAreStableAndDoNotDependOnNamesParallelismOrOtherParts() {
        program.sink("out", 2, from(program.map("m", 2, from(program.source("in", 2), FORWARD)), byKey()));
        List<String> ids =
                program.compile().vertices().stream().map(v -> v.id().hex()).toList();
        assertThat(ids).containsExactly(PINNED_SOURCE, PINNED_SINK);

        ProgramMaker other = new ProgramMaker();
        ProgramNode in = other.source("renamed", 3);
        ProgramNode map = other.map("also renamed", 3, from(in, FORWARD));
        ProgramNode unrelated = other.source("unrelated", 1);
        other.sink("unrelated sink", 1, from(unrelated, FORWARD));
        other.sink("out", 3, from(map, byKey()));
        assertThat(other.compile().vertices()).extracting(v -> v.id().hex()).contains(PINNED_SOURCE, PINNED_SINK);
    }

    private static final String PINNED_SOURCE = "14f71cb13c5e5caa6f96b94f79ca1725";
    private static final String PINNED_SINK = "91b4de8daf254790bc32e8be795d577c";

    @Test
    void aUidAloneDecidesTheId() {
        program.source("in", 1);
        ProgramNode in = program.change(node -> ProgramMaker.withUid(node, "my-source"));
        program.sink("out", 1, from(in, REBALANCE));
        assertThat(program.compile().vertices().get(0).id().hex()).isEqualTo(PINNED_UID);
    }

    private static final String PINNED_UID = "9f3ee07a5390c9c8cfd7d6e61515c1de";

    @Test
    void anIdThatTheProgramSetsGoesBeforeTheUid() {
        program.source("in", 1);
        ProgramNode in = program.change(node ->
                ProgramMaker.with(ProgramMaker.withUid(node, "my-source"), new ProgramNode.Overrides(PINNED_SINK, -1)));
        program.sink("out", 1, from(in, REBALANCE));
        assertThat(program.compile().vertices().get(0).id().hex()).isEqualTo(PINNED_SINK);
    }

    @Test
    void twoOperatorsOfOneIdAreRefused() {
        ProgramNode in = program.source("in", 1);
        program.sink("out", 1, from(in, REBALANCE));
        program.change(node -> ProgramMaker.with(node, new ProgramNode.Overrides(PINNED_SOURCE, -1)));
        assertRefused("'in' and 'out' have the same id " + PINNED_SOURCE
                + ", so their state could not be told apart: give each its own uid hash or a uid");
    }

    @Test
    void theBufferTimeoutOfAnOperatorIsThatOfItsOutputs() {
        ProgramNode in = program.source("in", 1);
        program.map("hurried", 1, from(in, FORWARD));
        ProgramNode hurried = program.change(node -> ProgramMaker.with(node, new ProgramNode.Overrides("", 0)));
        program.sink("a", 1, from(in, REBALANCE));
        program.sink("b", 1, from(hurried, REBALANCE));
        assertThat(chain(program.compile().vertices().get(0)).outputs())
                .extracting(NetworkOutput::bufferTimeoutMs)
                .containsExactlyInAnyOrder(100L, 0L);
    }

    @Test
    void siblingsThatLookAlikeHaveDifferentIds() {
        ProgramNode in = program.source("in", 1);
        program.sink("a", 1, from(in, REBALANCE));
        program.sink("b", 1, from(in, REBALANCE));
        assertThat(program.compile().vertices()).extracting(JobVertex::id).doesNotHaveDuplicates();
    }

    @Test
    void aProgramMayEndWithoutASink() {
        program.map("m", 1, from(program.source("in", 1), FORWARD));
        assertThat(chain(program.compile().vertices().get(0)).operators().get(1).links())
                .isEmpty();
    }

    @Test
    void anUnknownOutputTypeIsToldToCallReturns() {
        program.map("m", 1, from(program.source("in", 1), FORWARD));
        ProgramNode untyped = program.change(ProgramMaker::withoutType);
        program.sink("out", 1, from(untyped, FORWARD));
        assertRefused("the output type of 'm' is unknown; say it by .returns(...) right behind the operator, e.g."
                + " .returns(Types.STRING)");
    }

    @Test
    void tooMuchParallelismNamesTheOperatorAndTheLimit() {
        program.maxParallelism = 4;
        program.sink("out", 5, from(program.source("in", 2), REBALANCE));
        assertRefused(
                "the parallelism of 'out' is 5, more than its maximum parallelism of 4; lower the parallelism or raise"
                        + " the maximum by setMaxParallelism (at most 32768)");
    }

    @Test
    void forwardingBetweenDifferentParallelismIsRefused() {
        program.sink("out", 3, from(program.source("in", 2), FORWARD));
        assertRefused(
                "'in' (parallelism 2) cannot forward to 'out' (parallelism 3): use rebalance() or rescale() between"
                        + " them, or the same parallelism");
    }

    @Test
    void withoutGeneratedUidsEveryOperatorNeedsOne() {
        program.configuration.setString("pipeline.auto-generate-uids", "false");
        program.sink("out", 1, from(program.source("in", 1), FORWARD));
        assertRefused("'in' has no uid, and pipeline.auto-generate-uids is false; give it one by .uid(\"...\")");
    }

    @Test
    void aFunctionThatIsNotSerializableNamesTheFieldThatIsToBlame() {
        ProgramNode in = program.source("in", 1);
        ProgramNode map =
                program.add("Enrich", 1, new Operation.Map(new Holder(new Inner(new Object()))), from(in, FORWARD));
        program.sink("out", 1, from(map, FORWARD));
        assertRefused("the function of operator 'Enrich' (" + Holder.class.getName()
                + ") cannot be sent to the cluster:"
                + " field 'inner.connection' of " + Holder.class.getName() + " holds a java.lang.Object, which is not"
                + " serializable; make it transient and create it in open(), or let its class implement"
                + " java.io.Serializable");
    }

    record Inner(Object connection) implements java.io.Serializable {}

    record Holder(Inner inner) implements MapFunction<String, String> {
        @Override
        public String map(String value) {
            return value;
        }
    }

    @Test
    void aLambdaThatUsesAnUnserializableVariableIsToldSo() {
        Object client = new Object();
        MapFunction<String, String> lambda = value -> value + client;
        ProgramNode map = program.add("Enrich", 1, new Operation.Map(lambda), from(program.source("in", 1), FORWARD));
        program.sink("out", 1, from(map, FORWARD));
        assertThatThrownBy(program::compile)
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("the lambda uses a variable of type java.lang.Object, which is not serializable");
    }

    @Test
    void anInnerClassThatDragsItsEnclosingObjectAlongIsToldSo() {
        ProgramNode map =
                program.add("Enrich", 1, new Operation.Map(new Enclosed()), from(program.source("in", 1), FORWARD));
        program.sink("out", 1, from(map, FORWARD));
        assertThatThrownBy(program::compile)
                .isInstanceOf(WeftException.class)
                .hasMessageContaining(
                        "it refers to its enclosing " + getClass().getName() + ", which is not serializable");
    }

    private final String suffix = String.valueOf(System.nanoTime());

    private final class Enclosed implements MapFunction<String, String> {
        @Override
        public String map(String value) {
            return value + suffix;
        }
    }

    @Test
    void aKeySelectorThatIsNotSerializableIsNamed() {
        Object client = new Object();
        ProgramNode in = program.source("in", 1);
        program.sink("out", 1, from(in, new Partitioning.KeyGroups(value -> client, BasicTypeInfo.STRING_TYPE_INFO)));
        assertThatThrownBy(program::compile)
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("the key selector of an output of 'Source: in'");
    }

    @Test
    void thePlanShowsNodesAndHowTheyAreJoined() {
        ProgramNode in = program.source("in", 2);
        program.sink("out", 1, from(in, REBALANCE));
        JobGraph graph = program.compile();
        assertThat(JobPlan.of(graph).json().text())
                .isEqualTo(
                        "{\"jid\":\"01020304050607081112131415161718\",\"name\":\"job\",\"type\":\"BATCH\",\"nodes\":["
                                + "{\"id\":\"" + graph.vertices().get(0).id()
                                + "\",\"parallelism\":2,\"operator\":\"\",\"operator_strategy\":\"\",\"description\":\"Source:"
                                + " in\",\"optimizer_properties\":{}},{\"id\":\""
                                + graph.vertices().get(1).id()
                                + "\",\"parallelism\":1,\"operator\":\"\",\"operator_strategy\":\"\",\"description\":\"Sink:"
                                + " out\",\"inputs\":[{\"num\":0,\"id\":\""
                                + graph.vertices().get(0).id()
                                + "\",\"ship_strategy\":\"REBALANCE\",\"exchange\":\"pipelined_bounded\"}],"
                                + "\"optimizer_properties\":{}}]}");
    }
}
