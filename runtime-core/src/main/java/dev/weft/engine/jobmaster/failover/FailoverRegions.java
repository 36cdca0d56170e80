package dev.weft.engine.jobmaster.failover;

import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.configuration.RestartOptions.FailoverStrategy;
import dev.weft.engine.graph.ChannelLayout;
import dev.weft.engine.graph.ChannelLayout.Range;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Failover regions: sets of subtasks that must be restarted together, which are the connected components over pipelined
 * edges, found by union-find. Every edge is pipelined today: sent records are stored nowhere, so neither end of a
 * channel can continue without the other. Immutable.
 */
public final class FailoverRegions {

    private final Set<SubtaskId> all;
    private final Map<SubtaskId, List<SubtaskId>> regionOf = new HashMap<>();

    private FailoverRegions(List<List<SubtaskId>> regions) {
        Set<SubtaskId> every = new LinkedHashSet<>();
        for (List<SubtaskId> region : regions) {
            every.addAll(region);
            region.forEach(subtask -> regionOf.put(subtask, region));
        }
        all = Collections.unmodifiableSet(every);
    }

    /** The regions of a job; with {@link FailoverStrategy#FULL} a single one. */
    public static FailoverRegions of(JobGraph graph, FailoverStrategy strategy) {
        Components components = new Components(graph);
        return new FailoverRegions(
                switch (strategy) {
                    case FULL -> List.of(components.subtasks);
                    case REGION -> {
                        graph.edges().forEach(components::connect);
                        yield components.groups();
                    }
                });
    }

    /** Every subtask of the job, ordered by region, then by vertex. */
    public Set<SubtaskId> all() {
        return all;
    }

    /** The subtasks to restart when these have failed; with none, all of them. */
    public Set<SubtaskId> toRestart(Collection<SubtaskId> failed) {
        if (failed.isEmpty()) {
            return all;
        }
        Set<SubtaskId> restarted = new LinkedHashSet<>();
        failed.forEach(subtask -> restarted.addAll(regionOf.get(subtask)));
        return restarted;
    }

    /** Union-find over the subtasks, numbered vertex by vertex. */
    private static final class Components {
        final List<SubtaskId> subtasks = new ArrayList<>();
        private final Map<VertexId, JobVertex> vertices = new HashMap<>();
        private final Map<VertexId, Integer> firstOf = new HashMap<>();
        private final int[] parent;

        Components(JobGraph graph) {
            for (JobVertex vertex : graph.vertices()) {
                vertices.put(vertex.id(), vertex);
                firstOf.put(vertex.id(), subtasks.size());
                for (int i = 0; i < vertex.parallelism(); i++) {
                    subtasks.add(new SubtaskId(vertex.id(), i));
                }
            }
            parent = new int[subtasks.size()];
            for (int i = 0; i < parent.length; i++) {
                parent[i] = i;
            }
        }

        void connect(JobEdge edge) {
            int producers = vertices.get(edge.producer()).parallelism();
            int consumers = vertices.get(edge.consumer()).parallelism();
            ChannelLayout layout = new ChannelLayout(edge.strategy(), producers, consumers);
            int firstProducer = firstOf.get(edge.producer());
            int firstConsumer = firstOf.get(edge.consumer());
            // The ranges only move upwards: consumers below this one are already connected where they have to be.
            int joined = 0;
            for (int p = 0; p < producers; p++) {
                Range range = layout.consumersOf(p);
                join(firstProducer + p, firstConsumer + range.from());
                for (int c = Math.max(range.from() + 1, joined); c < range.until(); c++) {
                    join(firstProducer + p, firstConsumer + c);
                }
                joined = Math.max(joined, range.until());
            }
        }

        private void join(int a, int b) {
            parent[root(a)] = root(b);
        }

        private int root(int of) {
            int at = of;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }

        List<List<SubtaskId>> groups() {
            Map<Integer, List<SubtaskId>> byRoot = new LinkedHashMap<>();
            for (int i = 0; i < parent.length; i++) {
                byRoot.computeIfAbsent(root(i), first -> new ArrayList<>()).add(subtasks.get(i));
            }
            return List.copyOf(byRoot.values());
        }
    }
}
