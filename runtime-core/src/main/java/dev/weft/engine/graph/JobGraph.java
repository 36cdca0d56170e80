package dev.weft.engine.graph;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.VertexId;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The job graph: operator chains as vertices, data exchanges as edges. The client compiles and stages it, the JobMaster
 * schedules it.
 *
 * @param jobId the job's identity for its whole life
 * @param name the job's name
 * @param batch whether keyed operators may hold back results until their input has ended
 * @param configuration the job's own settings (strings, as configured)
 * @param vertices in topological order, sources first
 * @param edges in no particular order
 */
public record JobGraph(
        JobID jobId,
        String name,
        boolean batch,
        Map<String, String> configuration,
        List<JobVertex> vertices,
        List<JobEdge> edges) {

    public JobGraph {
        configuration = Map.copyOf(configuration);
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
        if (vertices.isEmpty()) {
            throw new IllegalArgumentException("job '" + name + "' has no operators");
        }
    }

    public JobVertex vertex(VertexId id) {
        return vertices.stream()
                .filter(v -> v.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no vertex " + id + " in job '" + name + "'"));
    }

    /** Edges into the vertex, ordered by input index. */
    public List<JobEdge> inputsOf(VertexId id) {
        return edges.stream()
                .filter(e -> e.consumer().equals(id))
                .sorted((a, b) -> Integer.compare(a.input(), b.input()))
                .toList();
    }
}
