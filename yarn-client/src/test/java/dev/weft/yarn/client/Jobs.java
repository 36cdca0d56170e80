package dev.weft.yarn.client;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.VertexOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Job graphs with nothing in them. */
final class Jobs {

    static final JobID ID = JobID.fromHexString("0123456789abcdef0123456789abcdef");

    private Jobs() {}

    static JobGraph withParallelism(int... parallelism) {
        List<JobVertex> vertices = new ArrayList<>();
        for (int p : parallelism) {
            vertices.add(vertex(vertices.size(), "default", p, new Payload(new byte[] {1})));
        }
        return graph(vertices);
    }

    static JobGraph withGroups(String group, int parallelism, String other, int otherParallelism) {
        return graph(List.of(
                vertex(0, group, parallelism, new Payload(new byte[] {1})),
                vertex(1, other, otherParallelism, new Payload(new byte[] {1}))));
    }

    static JobGraph withChain(Payload chain) {
        return graph(List.of(vertex(0, "default", 1, chain)));
    }

    private static JobVertex vertex(int index, String group, int parallelism, Payload chain) {
        String id = String.format("%032x", index + 1);
        return new JobVertex(
                new VertexId(id),
                "v" + index,
                parallelism,
                128,
                group,
                List.of(new VertexOperator(new OperatorId(id), "v" + index, false, 128, false, "")),
                chain,
                List.of(),
                false);
    }

    private static JobGraph graph(List<JobVertex> vertices) {
        return new JobGraph(ID, "counts", false, Map.of(), vertices, List.of());
    }
}
