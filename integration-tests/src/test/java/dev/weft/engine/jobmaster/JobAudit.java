package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.jobmaster.checkpoint.CheckpointAudit;
import dev.weft.engine.protocol.TaskState;
import dev.weft.simulation.kernel.Peek;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Invariant check of one JobMaster, run between two steps of a simulation: job statuses and task states change along
 * legal edges only, attempts are numbered without gaps, and the state of an attempt was reported by that attempt. The legal
 * edges are repeated here, so that a wrong table in the engine is detected.
 */
public final class JobAudit {

    /** What executors have reported, as seen at the executors. */
    public interface Reports {
        /** Whether this attempt has reported from this executor that it runs. */
        boolean ran(JobID job, ExecutionAttemptId attempt, ExecutorId executor);

        /** Whether this attempt has reported from this executor that it has finished. */
        boolean finished(JobID job, ExecutionAttemptId attempt, ExecutorId executor);
    }

    private record Seen(ExecutionAttemptId attempt, TaskState state) {}

    private final JobID job;
    private final JobStateMachine machine;
    private final ExecutionGraph executions;
    private final CheckpointAudit checkpoints;
    private final Map<SubtaskId, Seen> seen = new HashMap<>();
    private JobStatus status = JobStatus.INITIALIZING;

    public JobAudit(JobMaster master) {
        job = master.jobId();
        machine = Peek.at(master, "machine");
        executions = Peek.at(master, "executions");
        checkpoints = new CheckpointAudit(Peek.at(master, "checkpoints"));
    }

    /** Whether the attempt counts for the job and has not ended. */
    public boolean owns(ExecutionAttemptId attempt) {
        return executions
                .find(attempt)
                .filter(execution -> !execution.state().isTerminal())
                .isPresent();
    }

    /**
     * What is wrong, if something is.
     *
     * @param registered which executors the ResourceManager has
     * @param quiet whether no message is under way between the loops of the master
     * @param durable whether the file at this address is there and survives its writer
     */
    public Optional<String> check(
            Reports reports, Predicate<ExecutorId> registered, boolean quiet, Predicate<String> durable) {
        JobStatus now = machine.status();
        if (now != status && !mayFollow(status).contains(now)) {
            return Optional.of("I-STATE: job " + job + " went from " + status + " to " + now);
        }
        status = now;
        for (Execution execution : executions.all()) {
            Optional<String> wrong = check(execution, reports).or(() -> lost(execution, registered, quiet));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return checkpoints.check(durable).map(what -> what + ", of job " + job);
    }

    /** What is wrong after files were deleted, if something is. */
    public Optional<String> checkFiles(Predicate<String> durable) {
        boolean goesOn = !machine.status().isGloballyTerminalState();
        return checkpoints.checkFiles(durable, goesOn).map(what -> what + ", of job " + job);
    }

    private Optional<String> check(Execution execution, Reports reports) {
        ExecutionAttemptId attempt = execution.id();
        TaskState now = execution.state();
        Seen before = seen.get(attempt.subtaskId());
        if (before != null && before.attempt().equals(attempt) && before.state() == now) {
            return Optional.empty();
        }
        seen.put(attempt.subtaskId(), new Seen(attempt, now));
        if (before != null && before.attempt().equals(attempt)) {
            if (!mayFollow(before.state()).contains(now)) {
                return Optional.of(
                        "I-STATE: " + attempt + " of job " + job + " went from " + before.state() + " to " + now);
            }
        } else if (attempt.attempt() != (before == null ? 0 : before.attempt().attempt() + 1)) {
            return Optional.of("I-EPOCH: " + attempt + " of job " + job + " follows " + before);
        }
        return switch (now) {
            case RUNNING -> unless(reports.ran(job, attempt, on(execution)), execution);
            case FINISHED -> unless(reports.finished(job, attempt, on(execution)), execution);
            case CREATED, SCHEDULED, DEPLOYING, CANCELING, CANCELED, FAILED -> Optional.empty();
        };
    }

    private static ExecutorId on(Execution execution) {
        return execution.slot().orElseThrow().executor();
    }

    private Optional<String> unless(boolean reported, Execution execution) {
        return reported
                ? Optional.empty()
                : Optional.of("I-EPOCH: job " + job + " believes that " + execution.id() + " is " + execution.state()
                        + ", but that attempt has not said so on " + on(execution));
    }

    /** Nobody would ever tell the end of such an attempt. */
    private Optional<String> lost(Execution execution, Predicate<ExecutorId> registered, boolean quiet) {
        return quiet && execution.isOnExecutor() && !registered.test(on(execution))
                ? Optional.of("I-STATE: " + execution.id() + " of job " + job + " is " + execution.state() + " on "
                        + on(execution) + ", which is not registered any more")
                : Optional.empty();
    }

    /** What may be seen next, after one or several edges. */
    private static Set<JobStatus> mayFollow(JobStatus before) {
        return switch (before) {
            case INITIALIZING -> EnumSet.complementOf(EnumSet.of(JobStatus.SUSPENDED, JobStatus.RECONCILING));
            case CREATED, RUNNING, RESTARTING ->
                EnumSet.of(
                        JobStatus.RUNNING,
                        JobStatus.RESTARTING,
                        JobStatus.FAILING,
                        JobStatus.FAILED,
                        JobStatus.CANCELLING,
                        JobStatus.CANCELED,
                        JobStatus.FINISHED);
            case FAILING -> EnumSet.of(JobStatus.FAILED, JobStatus.CANCELLING, JobStatus.CANCELED);
            case CANCELLING -> EnumSet.of(JobStatus.CANCELED);
            case FINISHED, FAILED, CANCELED, SUSPENDED, RECONCILING -> EnumSet.noneOf(JobStatus.class);
        };
    }

    private static Set<TaskState> mayFollow(TaskState before) {
        return switch (before) {
            case CREATED -> EnumSet.complementOf(EnumSet.of(TaskState.CREATED));
            case SCHEDULED -> EnumSet.complementOf(EnumSet.of(TaskState.CREATED, TaskState.SCHEDULED));
            case DEPLOYING ->
                EnumSet.of(
                        TaskState.RUNNING,
                        TaskState.CANCELING,
                        TaskState.FINISHED,
                        TaskState.CANCELED,
                        TaskState.FAILED);
            case RUNNING -> EnumSet.of(TaskState.CANCELING, TaskState.FINISHED, TaskState.CANCELED, TaskState.FAILED);
            case CANCELING -> EnumSet.of(TaskState.CANCELED, TaskState.FAILED);
            case FINISHED, CANCELED, FAILED -> EnumSet.noneOf(TaskState.class);
        };
    }
}
