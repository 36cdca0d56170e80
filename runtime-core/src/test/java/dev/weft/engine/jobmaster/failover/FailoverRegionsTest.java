package dev.weft.engine.jobmaster.failover;

import static dev.weft.engine.testing.TestJobs.JOB;
import static dev.weft.engine.testing.TestJobs.vertex;
import static dev.weft.engine.testing.TestJobs.vertexId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.configuration.RestartOptions.FailoverStrategy;
import dev.weft.engine.graph.ChannelLayout;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.ShipStrategy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailoverRegionsTest {

    private static SubtaskId subtask(int vertex, int index) {
        return new SubtaskId(vertexId(vertex), index);
    }

    private static JobGraph graph(List<JobVertex> vertices, JobEdge... edges) {
        return new JobGraph(JOB, "test job", false, Map.of(), vertices, List.of(edges));
    }

    private static JobEdge edge(int from, int to, ShipStrategy strategy) {
        return new JobEdge(vertexId(from), 0, vertexId(to), 0, strategy);
    }

    @Test
    void forwardEdgesLeaveEveryPipelineARegionOfItsOwn() {
        FailoverRegions regions = FailoverRegions.of(
                graph(List.of(vertex(1, 3), vertex(2, 3)), edge(1, 2, ShipStrategy.FORWARD)), FailoverStrategy.REGION);
        assertThat(regions.toRestart(List.of(subtask(2, 1)))).containsExactlyInAnyOrder(subtask(1, 1), subtask(2, 1));
        assertThat(regions.toRestart(List.of(subtask(1, 0), subtask(2, 2)))).hasSize(4);
    }

    @Test
    void anEdgeFromAllToAllMakesOneRegion() {
        FailoverRegions regions = FailoverRegions.of(
                graph(List.of(vertex(1, 3), vertex(2, 2)), edge(1, 2, ShipStrategy.HASH)), FailoverStrategy.REGION);
        assertThat(regions.toRestart(List.of(subtask(1, 0)))).isEqualTo(regions.all());
    }

    @Test
    void withoutAFailedTaskEverythingIsAffected() {
        FailoverRegions regions = FailoverRegions.of(graph(List.of(vertex(1, 2))), FailoverStrategy.REGION);
        assertThat(regions.toRestart(List.of())).containsExactlyInAnyOrder(subtask(1, 0), subtask(1, 1));
    }

    @Test
    void theFullStrategyAlwaysTakesEverything() {
        FailoverRegions regions = FailoverRegions.of(graph(List.of(vertex(1, 2))), FailoverStrategy.FULL);
        assertThat(regions.toRestart(List.of(subtask(1, 0)))).hasSize(2);
    }

    /** Against a search along all channels. */
    @Test
    void aRegionIsWhatCanBeReachedAlongChannels() {
        ShipStrategy[] strategies = {ShipStrategy.RESCALE, ShipStrategy.RESCALE, ShipStrategy.FORWARD, ShipStrategy.HASH
        };
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<JobVertex> vertices = new ArrayList<>();
            for (int v = 0; v < 5; v++) {
                vertices.add(vertex(v, 1 + random.nextInt(7)));
            }
            List<JobEdge> edges = new ArrayList<>();
            for (int to = 1; to < 5; to++) {
                int from = random.nextInt(to);
                ShipStrategy strategy = strategies[random.nextInt(strategies.length)];
                boolean forward = strategy == ShipStrategy.FORWARD
                        && vertices.get(from).parallelism() != vertices.get(to).parallelism();
                if (random.nextInt(4) > 0) {
                    edges.add(edge(from, to, forward ? ShipStrategy.RESCALE : strategy));
                }
            }
            JobGraph graph = graph(vertices, edges.toArray(JobEdge[]::new));
            FailoverRegions regions = FailoverRegions.of(graph, FailoverStrategy.REGION);
            for (SubtaskId start : regions.all()) {
                assertThat(regions.toRestart(List.of(start)))
                        .as("seed %d, %s", seed, start)
                        .isEqualTo(reachable(graph, vertices, start));
            }
        }
    }

    private static Set<SubtaskId> reachable(JobGraph graph, List<JobVertex> vertices, SubtaskId start) {
        Set<SubtaskId> seen = new LinkedHashSet<>(Set.of(start));
        Deque<SubtaskId> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            SubtaskId at = left.remove();
            for (JobEdge edge : graph.edges()) {
                int producers = parallelism(vertices, edge, true);
                int consumers = parallelism(vertices, edge, false);
                ChannelLayout layout = new ChannelLayout(edge.strategy(), producers, consumers);
                for (int p = 0; p < producers; p++) {
                    for (int c = 0; c < consumers; c++) {
                        SubtaskId producer = new SubtaskId(edge.producer(), p);
                        SubtaskId consumer = new SubtaskId(edge.consumer(), c);
                        if (layout.consumersOf(p).contains(c)) {
                            if (producer.equals(at) && seen.add(consumer)) {
                                left.add(consumer);
                            }
                            if (consumer.equals(at) && seen.add(producer)) {
                                left.add(producer);
                            }
                        }
                    }
                }
            }
        }
        return seen;
    }

    private static int parallelism(List<JobVertex> vertices, JobEdge edge, boolean producer) {
        return vertices.stream()
                .filter(v -> v.id().equals(producer ? edge.producer() : edge.consumer()))
                .findFirst()
                .orElseThrow()
                .parallelism();
    }
}
