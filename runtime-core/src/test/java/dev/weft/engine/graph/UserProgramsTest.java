package dev.weft.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.common.BlobStore;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.util.Collector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs as users write them, compiled to job graphs. */
class UserProgramsTest {

    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();

    private JobGraph compile() {
        return JobGraphCompiler.compile(env.getStreamGraph().program(), ProgramMaker.JOB);
    }

    private static List<String> names(JobGraph graph) {
        return graph.vertices().stream()
                .map(vertex -> vertex.name() + " x" + vertex.parallelism())
                .toList();
    }

    @Test
    void aWordCountIsTwoVertices() {
        env.setRuntimeMode(RuntimeExecutionMode.AUTOMATIC);
        env.setParallelism(2);
        DataStream<String> lines = env.fromData("to be", "or not to be").name("lines");
        lines.flatMap((String line, Collector<Tuple2<String, Integer>> out) -> {
                    for (String word : line.split(" ")) {
                        out.collect(Tuple2.of(word, 1));
                    }
                })
                .returns(Types.TUPLE(Types.STRING, Types.INT))
                .name("Tokenizer")
                .keyBy(value -> value.f0)
                .sum(1)
                .name("Count")
                .print()
                .name("out");
        JobGraph graph = compile();
        assertThat(graph.batch()).isTrue();
        assertThat(graph.vertices()).isNotEmpty();
        assertThat(names(graph)).last().isEqualTo("Count -> Sink: out x2");
        assertThat(graph.inputsOf(
                        graph.vertices().get(graph.vertices().size() - 1).id()))
                .extracting(JobEdge::strategy)
                .containsExactly(ShipStrategy.HASH);
        assertThat(JobGraphCodec.read(JobGraphCodec.write(graph), "job.graph")).isEqualTo(graph);
        for (JobVertex vertex : graph.vertices()) {
            assertThat(ChainPayload.read(
                                    vertex.chain(), BlobStore.none(), getClass().getClassLoader(), vertex.name())
                            .operators())
                    .isNotEmpty();
        }
    }

    @Test
    void aChangeOfParallelismIsARebalance() {
        env.setParallelism(4);
        env.fromSequence(1, 10)
                .name("numbers")
                .map(n -> n + 1)
                .setParallelism(2)
                .print()
                .setParallelism(2);
        JobGraph graph = compile();
        assertThat(names(graph)).hasSize(2).first().isEqualTo("Source: numbers x4");
        assertThat(graph.edges()).extracting(JobEdge::strategy).containsExactly(ShipStrategy.REBALANCE);
    }
}
