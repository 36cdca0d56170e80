package dev.weft.engine.jobmaster;

import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.view.JobView.VertexView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job graph expanded to its subtasks, each with its current execution attempt. A restart replaces attempts;
 * messages of a replaced attempt are ignored. Owned by the JobMaster's loop.
 */
@LoopOwned
final class ExecutionGraph {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionGraph.class);

    private final EventLoop loop;
    private final long epoch;
    private final Map<VertexId, JobVertex> vertices = new LinkedHashMap<>();
    private final Map<SubtaskId, Execution> current = new LinkedHashMap<>();

    ExecutionGraph(JobGraph graph, long epoch, long nowMs, EventLoop loop) {
        this.loop = loop;
        this.epoch = epoch;
        for (JobVertex vertex : graph.vertices()) {
            vertices.put(vertex.id(), vertex);
            for (int i = 0; i < vertex.parallelism(); i++) {
                SubtaskId subtask = new SubtaskId(vertex.id(), i);
                current.put(subtask, attempt(subtask, 0, nowMs));
            }
        }
    }

    private Execution attempt(SubtaskId at, int number, long nowMs) {
        return new Execution(
                new ExecutionAttemptId(at.vertex(), at.index(), number, epoch), vertices.get(at.vertex()), nowMs);
    }

    Collection<Execution> all() {
        loop.assertInLoop();
        return current.values();
    }

    Execution get(SubtaskId subtask) {
        loop.assertInLoop();
        return current.get(subtask);
    }

    List<Execution> get(Collection<SubtaskId> subtasks) {
        loop.assertInLoop();
        return subtasks.stream().map(current::get).toList();
    }

    /** The execution of this attempt; empty when there is no such attempt, or no longer. */
    Optional<Execution> find(ExecutionAttemptId attempt) {
        loop.assertInLoop();
        return Optional.ofNullable(current.get(attempt.subtaskId()))
                .filter(execution -> execution.id().equals(attempt));
    }

    /** The execution of this attempt, if it has not ended and runs on the executor that sent a message about it. */
    Optional<Execution> find(ExecutionAttemptId attempt, ExecutorId from) {
        Optional<Execution> found =
                find(attempt).filter(execution -> !execution.state().isTerminal() && execution.isOn(from));
        if (found.isEmpty()) {
            LOG.debug("Ignored a late message of executor {} about {}", from, attempt);
        }
        return found;
    }

    /** The current attempts that were placed on this executor, including ended ones. */
    List<Execution> on(ExecutorId executor) {
        return all().stream().filter(execution -> execution.isOn(executor)).toList();
    }

    /** The subtasks whose current attempt has failed. */
    List<SubtaskId> failed() {
        return all().stream()
                .filter(execution -> execution.state() == TaskState.FAILED)
                .map(execution -> execution.id().subtaskId())
                .toList();
    }

    /** Whether each runs or has finished, and one runs. */
    boolean allRunOrHaveFinished() {
        boolean anyRuns = false;
        for (Execution execution : all()) {
            if (execution.state() != TaskState.RUNNING && execution.state() != TaskState.FINISHED) {
                return false;
            }
            anyRuns |= execution.state() == TaskState.RUNNING;
        }
        return anyRuns;
    }

    boolean allTerminal() {
        return all().stream().allMatch(execution -> execution.state().isTerminal());
    }

    /** Whether one of these is on an executor, or was sent to one. */
    boolean anyOnExecutor(Collection<SubtaskId> subtasks) {
        return get(subtasks).stream().anyMatch(Execution::isOnExecutor);
    }

    /** The executions to be told to commit, once all others have finished; empty until then. */
    List<Execution> readyToCommit() {
        boolean commit = !anyCommitting()
                && CommitDecision.commit(
                        all().stream().map(Execution::candidate).toList());
        return commit
                ? all().stream()
                        .filter(execution -> execution.state() == TaskState.RUNNING)
                        .toList()
                : List.of();
    }

    /** Whether a task was told to commit, which cannot be undone. */
    boolean anyCommitting() {
        return all().stream().anyMatch(Execution::committing);
    }

    /** Creates a new attempt for each of these, in place of one that has ended; they wait for slots. */
    void schedule(Set<SubtaskId> subtasks, long nowMs) {
        loop.assertInLoop();
        for (SubtaskId subtask : subtasks) {
            Execution before = current.get(subtask);
            if (before.state().isTerminal()) {
                current.put(subtask, attempt(subtask, before.id().attempt() + 1, nowMs));
            }
            if (current.get(subtask).state() == TaskState.CREATED) {
                current.get(subtask).become(TaskState.SCHEDULED, nowMs, "");
            }
        }
    }

    /** Cancels those that have not ended and do not commit; returns those whose executors must be told. */
    List<Execution> cancel(Collection<Execution> executions, long nowMs) {
        loop.assertInLoop();
        List<Execution> deployed = new ArrayList<>();
        for (Execution execution : executions) {
            switch (execution.state()) {
                case CREATED, SCHEDULED -> execution.become(TaskState.CANCELED, nowMs, "never deployed");
                case DEPLOYING, RUNNING -> {
                    if (!execution.committing()) {
                        execution.become(TaskState.CANCELING, nowMs, "");
                        deployed.add(execution);
                    }
                }
                case CANCELING, FINISHED, CANCELED, FAILED -> {
                    // ending or ended
                }
            }
        }
        return deployed;
    }

    List<VertexView> views() {
        loop.assertInLoop();
        return vertices.values().stream()
                .map(vertex -> {
                    List<Execution> subtasks = new ArrayList<>();
                    for (int i = 0; i < vertex.parallelism(); i++) {
                        subtasks.add(current.get(new SubtaskId(vertex.id(), i)));
                    }
                    return new VertexView(
                            vertex.id(),
                            vertex.name(),
                            vertex.slotSharingGroup(),
                            vertex.parallelism(),
                            vertex.maxParallelism(),
                            vertex.strategy(),
                            subtasks.stream().map(Execution::view).toList());
                })
                .toList();
    }
}
