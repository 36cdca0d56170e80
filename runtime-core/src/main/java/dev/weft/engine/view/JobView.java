package dev.weft.engine.view;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.TaskState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Immutable snapshot of a job.
 *
 * @param startMs when it was submitted, epoch milliseconds
 * @param endMs when it reached its end, epoch milliseconds
 * @param statusMs per status that was reached: when, epoch milliseconds
 * @param history its failures and restarts
 * @param accumulators name to merged accumulator
 * @param checkpoints what is known of its checkpoints
 * @param released whether it has ended and holds nothing any more: its slots are free, and what it does not keep is deleted
 */
public record JobView(
        JobID id,
        String name,
        JobStatus status,
        long startMs,
        OptionalLong endMs,
        Map<JobStatus, Long> statusMs,
        List<VertexView> vertices,
        List<JobEdge> edges,
        Map<String, String> configuration,
        FailureHistory history,
        Map<String, Accumulated> accumulators,
        CheckpointStatistics checkpoints,
        boolean released) {

    /** A job without checkpoints. */
    public JobView(
            JobID id,
            String name,
            JobStatus status,
            long startMs,
            OptionalLong endMs,
            Map<JobStatus, Long> statusMs,
            List<VertexView> vertices,
            List<JobEdge> edges,
            Map<String, String> configuration,
            FailureHistory history,
            Map<String, Accumulated> accumulators) {
        this(
                id,
                name,
                status,
                startMs,
                endMs,
                statusMs,
                vertices,
                edges,
                configuration,
                history,
                accumulators,
                CheckpointStatistics.NONE,
                status.isGloballyTerminalState());
    }

    public JobView {
        statusMs = Map.copyOf(statusMs);
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
        configuration = Map.copyOf(configuration);
        accumulators = Map.copyOf(accumulators);
    }

    /** The failures of the latest case: the root cause first, then the others. */
    public List<Failure> failures() {
        return history.cases().isEmpty() ? List.of() : history.cases().get(0).rootFirst();
    }

    public boolean isTerminal() {
        return status.isGloballyTerminalState();
    }

    /**
     * A vertex.
     *
     * @param slotSharingGroup the group's name
     * @param strategy in which of several ways its operators run and why; empty where there is only one
     * @param subtasks in subtask order
     */
    public record VertexView(
            VertexId id,
            String name,
            String slotSharingGroup,
            int parallelism,
            int maxParallelism,
            String strategy,
            List<SubtaskView> subtasks) {
        public VertexView {
            subtasks = List.copyOf(subtasks);
        }
    }

    /**
     * The latest attempt of a subtask.
     *
     * @param stateMs per state that was reached: when, epoch milliseconds
     */
    public record SubtaskView(
            ExecutionAttemptId attempt,
            TaskState state,
            Optional<ExecutorId> executor,
            Optional<String> host,
            Map<TaskState, Long> stateMs,
            Optional<TaskMetrics> metrics) {
        public SubtaskView {
            stateMs = Map.copyOf(stateMs);
        }
    }

    /**
     * @param task name of the failed task, e.g. {@code "Tokenizer (2/4)"}, empty when the failure is not a task's
     * @param executor where it happened
     * @param endpoint host and data port of that executor, which may be gone by now
     */
    public record Failure(
            long atMs,
            FailureCause cause,
            Optional<String> task,
            Optional<ExecutorId> executor,
            Optional<String> endpoint) {

        /** This failure with a cause that became known later. */
        public Failure because(FailureCause known) {
            return new Failure(atMs, known, task, executor, endpoint);
        }
    }

    /**
     * @param type simple class name of the accumulator
     * @param text its local value as text
     * @param value the Java-serialized local value
     */
    public record Accumulated(String type, String text, Payload value) {}
}
