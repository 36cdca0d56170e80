package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.jobmaster.SlotSharing.Subtask;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.view.JobView.VertexView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The job graph spread out over its subtasks. Owned by the JobMaster's loop. */
final class ExecutionGraph {

    private final Map<VertexId, List<Execution>> vertices = new LinkedHashMap<>();
    private final List<Execution> all = new ArrayList<>();

    ExecutionGraph(JobGraph graph, long epoch, long nowMs) {
        for (JobVertex vertex : graph.vertices()) {
            List<Execution> subtasks = new ArrayList<>();
            for (int i = 0; i < vertex.parallelism(); i++) {
                subtasks.add(new Execution(new ExecutionAttemptId(vertex.id(), i, 0, epoch), vertex, nowMs));
            }
            vertices.put(vertex.id(), subtasks);
            all.addAll(subtasks);
        }
    }

    Collection<Execution> all() {
        return all;
    }

    Execution get(VertexId vertex, int subtask) {
        return vertices.get(vertex).get(subtask);
    }

    /** The execution of this attempt; empty when there is no such attempt, or no longer. */
    Optional<Execution> find(ExecutionAttemptId attempt) {
        return Optional.ofNullable(vertices.get(attempt.vertex()))
                .filter(subtasks -> attempt.subtask() < subtasks.size())
                .map(subtasks -> subtasks.get(attempt.subtask()))
                .filter(execution -> execution.id().equals(attempt));
    }

    boolean allTerminal() {
        return all.stream().allMatch(execution -> execution.state().isTerminal());
    }

    /** Whether a task was told to commit, from where there is no way back. */
    boolean anyCommitting() {
        return all.stream().anyMatch(Execution::committing);
    }

    /** Every execution gets the slot of its subtask and is on its way there. */
    void deployIn(Map<Subtask, Slot> placement, long nowMs) {
        for (Execution execution : all) {
            execution.placeIn(placement.get(
                    new Subtask(execution.vertex().id(), execution.id().subtask())));
            execution.become(TaskState.DEPLOYING, nowMs, "");
        }
    }

    /** Cancels what has not ended and does not commit; gives those whose executors have to be told. */
    List<Execution> cancel(long nowMs) {
        List<Execution> deployed = new ArrayList<>();
        for (Execution execution : all) {
            switch (execution.state()) {
                case CREATED, SCHEDULED -> execution.become(TaskState.CANCELED, nowMs, "never deployed");
                case DEPLOYING, RUNNING -> {
                    if (!execution.committing()) {
                        execution.become(TaskState.CANCELING, nowMs, "");
                        deployed.add(execution);
                    }
                }
                case CANCELING, FINISHED, CANCELED, FAILED -> {
                    // Ends or has ended.
                }
            }
        }
        return deployed;
    }

    List<VertexView> views() {
        return vertices.values().stream()
                .map(subtasks -> {
                    JobVertex vertex = subtasks.get(0).vertex();
                    return new VertexView(
                            vertex.id(),
                            vertex.name(),
                            vertex.slotSharingGroup(),
                            vertex.parallelism(),
                            vertex.maxParallelism(),
                            subtasks.stream().map(Execution::view).toList());
                })
                .toList();
    }
}
