package dev.weft.engine.graph;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.json.Json;
import java.util.Comparator;
import java.util.List;

/**
 * The job graph without its code, for display in REST and {@code flink info}.
 *
 * @param vertices in topological order
 */
public record JobPlan(JobID jobId, String name, boolean batch, List<Vertex> vertices, List<JobEdge> edges) {

    /**
     * A vertex without its chain.
     *
     * @param strategy in which of several ways its operators run and why; empty where there is only one
     */
    public record Vertex(VertexId id, String name, int parallelism, String strategy) {
        static Vertex of(JobVertex vertex) {
            return new Vertex(vertex.id(), vertex.name(), vertex.parallelism(), vertex.strategy());
        }
    }

    public JobPlan {
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
    }

    public static JobPlan of(JobGraph graph) {
        return new JobPlan(
                graph.jobId(),
                graph.name(),
                graph.batch(),
                graph.vertices().stream().map(Vertex::of).toList(),
                graph.edges());
    }

    /** JSON form for the REST API and {@code flink info}. */
    public Json.Obj json() {
        return Json.object()
                .put("jid", jobId.toHexString())
                .put("name", name)
                .put("type", batch ? "BATCH" : "STREAMING")
                .put("nodes", Json.array(vertices, this::node))
                .build();
    }

    private Json node(Vertex vertex) {
        Json.Builder node = Json.object()
                .put("id", vertex.id().hex())
                .put("parallelism", vertex.parallelism())
                .put("operator", "")
                .put("operator_strategy", vertex.strategy())
                .put("description", vertex.name());
        List<JobEdge> inputs = edges.stream()
                .filter(edge -> edge.consumer().equals(vertex.id()))
                .sorted(Comparator.comparingInt(JobEdge::input))
                .toList();
        if (!inputs.isEmpty()) {
            node.put("inputs", Json.array(inputs, JobPlan::input));
        }
        return node.put("optimizer_properties", Json.object().build()).build();
    }

    private static Json input(JobEdge edge) {
        return Json.object()
                .put("num", edge.input())
                .put("id", edge.producer().hex())
                .put("ship_strategy", edge.strategy().name())
                .put("exchange", "pipelined_bounded")
                .build();
    }
}
