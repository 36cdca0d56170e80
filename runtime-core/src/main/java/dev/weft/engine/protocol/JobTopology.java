package dev.weft.engine.protocol;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobEdge;
import java.util.List;
import java.util.Map;

/**
 * All that a task needs to know of the rest of its job: who is connected to whom is computed from it
 * ({@link dev.weft.engine.graph.ChannelLayout}), where everybody runs is looked up in it. One per job and executor,
 * O(tasks + executors) bytes.
 *
 * @param jobId the job
 * @param name the job's name
 * @param configuration the job's own settings
 * @param vertices every vertex of the job
 * @param edges every edge of the job
 * @param executors where the executors of this job listen for data connections; index = executor number
 * @param placement per vertex, per subtask: executor number, attempt and its epoch
 */
public record JobTopology(
        JobID jobId,
        String name,
        Map<String, String> configuration,
        List<VertexInfo> vertices,
        List<JobEdge> edges,
        List<DataAddress> executors,
        Map<VertexId, List<Placed>> placement) {

    public JobTopology {
        configuration = Map.copyOf(configuration);
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
        executors = List.copyOf(executors);
        placement = Map.copyOf(placement);
    }

    /** Whether this is the attempt that runs now, or is about to, at its subtask. */
    public boolean names(ExecutionAttemptId attempt) {
        Placed placed = placement.get(attempt.vertex()).get(attempt.subtask());
        return placed.attempt() == attempt.attempt() && placed.epoch() == attempt.epoch();
    }

    /** A vertex without its chain. */
    public record VertexInfo(VertexId id, String name, int parallelism, int maxParallelism) {}

    /** Where an executor listens for data connections. */
    public record DataAddress(ExecutorId executor, String host, int port) {}

    /** Where one subtask runs: index into {@link JobTopology#executors}, and which attempt of which epoch it is. */
    public record Placed(int executor, int attempt, long epoch) {}
}
