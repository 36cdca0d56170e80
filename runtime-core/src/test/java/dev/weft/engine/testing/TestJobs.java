package dev.weft.engine.testing;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.JobVertex.SourceCoordinatorSpec;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.graph.VertexOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small job graphs whose chains are opaque bytes. */
public final class TestJobs {

    public static final JobID JOB = new JobID(0, 1);

    private TestJobs() {}

    public static VertexId vertexId(int number) {
        return new VertexId(String.format("%032x", number));
    }

    public static JobVertex vertex(int number, int parallelism) {
        return vertex(number, parallelism, "default", false, List.of());
    }

    public static JobVertex committing(int number, int parallelism) {
        return vertex(number, parallelism, "default", true, List.of());
    }

    public static JobVertex vertex(
            int number, int parallelism, String group, boolean commits, List<SourceCoordinatorSpec> coordinators) {
        return new JobVertex(
                vertexId(number),
                "v" + number,
                parallelism,
                128,
                group,
                List.of(operator(number)),
                new Payload(new byte[] {(byte) number}),
                coordinators,
                commits);
    }

    /** The one operator of a vertex of that number. */
    public static VertexOperator operator(int number) {
        return new VertexOperator(new OperatorId(vertexId(number).hex()), "v" + number, true, 128, false, "");
    }

    /** The vertices one after the other, each connected to the next. */
    public static JobGraph line(JobVertex... vertices) {
        return line(JOB, vertices);
    }

    public static JobGraph line(JobID id, JobVertex... vertices) {
        List<JobEdge> edges = new ArrayList<>();
        for (int i = 1; i < vertices.length; i++) {
            edges.add(new JobEdge(vertices[i - 1].id(), 0, vertices[i].id(), 0, ShipStrategy.REBALANCE));
        }
        return new JobGraph(id, "test job", false, Map.of(), List.of(vertices), edges);
    }
}
