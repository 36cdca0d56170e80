package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.ExecutorMessage.TaskStateChanged;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.view.JobView.Failure;
import dev.weft.engine.view.JobView.SubtaskView;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One execution attempt of a subtask, as the JobMaster sees it. Owned by the JobMaster's loop. */
@LoopOwned
final class Execution {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final ExecutionAttemptId id;
    private final JobVertex vertex;
    private final Map<TaskState, Long> reachedMs = new EnumMap<>(TaskState.class);
    private TaskState state = TaskState.CREATED;
    private Optional<Slot> slot = Optional.empty();
    private Optional<TaskMetrics> metrics = Optional.empty();
    private boolean readyToCommit;
    private boolean committing;

    Execution(ExecutionAttemptId id, JobVertex vertex, long nowMs) {
        this.id = id;
        this.vertex = vertex;
        reachedMs.put(state, nowMs);
    }

    ExecutionAttemptId id() {
        return id;
    }

    JobVertex vertex() {
        return vertex;
    }

    TaskState state() {
        return state;
    }

    Optional<Slot> slot() {
        return slot;
    }

    /** Whether it was placed on this executor. */
    boolean isOn(ExecutorId executor) {
        return slot.map(s -> s.executor().equals(executor)).orElse(false);
    }

    /** Whether it was sent to an executor and is not known to have ended there. */
    boolean isOnExecutor() {
        return switch (state) {
            case DEPLOYING, RUNNING, CANCELING -> true;
            case CREATED, SCHEDULED, FINISHED, CANCELED, FAILED -> false;
        };
    }

    /** Name for users, e.g. {@code "Tokenizer (2/4)"}. */
    String name() {
        return vertex.name() + " (" + (id.subtask() + 1) + "/" + vertex.parallelism() + ")";
    }

    void become(TaskState next, long nowMs, String reason) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(name() + " is " + state + " and may not become " + next);
        }
        LOG.info(
                "Task {} [{}] {} -> {}{}{}",
                name(),
                id,
                state,
                next,
                slot.map(s -> " on " + s.executor()).orElse(""),
                reason.isEmpty() ? "" : ": " + reason);
        state = next;
        reachedMs.put(next, nowMs);
    }

    /** Takes over what its executor reports; returns the failure when it has failed by that. */
    Optional<FailureCause> apply(TaskStateChanged change, long nowMs) {
        update(change.metrics());
        Optional<FailureCause> failed = switch (change.state()) {
            case RUNNING -> {
                if (state == TaskState.DEPLOYING) {
                    become(TaskState.RUNNING, nowMs, "");
                }
                yield Optional.empty();
            }
            case FINISHED -> {
                if (state == TaskState.CANCELING) {
                    // It finished while our cancellation was on its way; the job, or its region, is cancelled
                    // all the same.
                    become(TaskState.CANCELED, nowMs, "had finished before");
                } else {
                    become(TaskState.FINISHED, nowMs, "");
                }
                yield Optional.empty();
            }
            case CANCELED -> {
                if (state == TaskState.CANCELING) {
                    become(TaskState.CANCELED, nowMs, "");
                    yield Optional.empty();
                }
                yield Optional.of(Reports.unaskedCancel(this));
            }
            case FAILED -> Optional.of(change.failure().orElseGet(Reports::withoutCause));
            // An executor's own view on the way to one of the states above.
            case CREATED, SCHEDULED, DEPLOYING, CANCELING -> Optional.empty();
        };
        failed.ifPresent(cause -> become(TaskState.FAILED, nowMs, cause.summary()));
        return failed;
    }

    /** On its way to this slot. */
    void deployTo(Slot chosen, long nowMs) {
        slot = Optional.of(chosen);
        become(TaskState.DEPLOYING, nowMs, "");
    }

    /** A failure of this attempt. */
    Failure failure(long nowMs, FailureCause cause) {
        return new Failure(nowMs, cause, Optional.of(name()), slot.map(Slot::executor), slot.map(Slot::endpoint));
    }

    void update(TaskMetrics latest) {
        metrics = Optional.of(latest);
    }

    void markReadyToCommit() {
        readyToCommit = true;
    }

    /** Marks it as told to commit: from now on it is neither cancelled nor told again. */
    void markCommitting() {
        committing = true;
    }

    boolean committing() {
        return committing;
    }

    CommitDecision.Candidate candidate() {
        return new CommitDecision.Candidate(vertex.commits(), readyToCommit, state);
    }

    SubtaskView view() {
        return new SubtaskView(id, state, slot.map(Slot::executor), slot.map(Slot::host), reachedMs, metrics);
    }
}
