package dev.weft.simulation;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.jobmaster.JobAudit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * History of all attempts of a simulation, recorded at the executors: which were started, ran, finished, and were told to
 * commit, and where.
 */
final class Attempts implements JobAudit.Reports {

    private record Subtask(JobID job, SubtaskId subtask) {}

    private record At(JobID job, ExecutionAttemptId attempt, ExecutorId executor) {}

    private final Set<String> started = new HashSet<>();
    private final Set<At> ran = new HashSet<>();
    private final Set<At> finished = new HashSet<>();
    private final Map<Subtask, Map<ExecutionAttemptId, ExecutorId>> running = new HashMap<>();
    private final Map<Subtask, ExecutionAttemptId> committing = new HashMap<>();
    private final Set<JobID> ready = new HashSet<>();

    /** Whether a sink of that job was ready to commit at some time, so that its effects may be in doubt. */
    boolean mayHaveCommitted(JobID job) {
        return ready.contains(job);
    }

    /** False when that attempt was started before, on whatever executor. */
    boolean starts(JobID job, ExecutionAttemptId attempt, ExecutorId on) {
        of(job, attempt).put(attempt, on);
        return started.add(job + " " + attempt);
    }

    /** The attempts at the same subtask that run, and where. */
    Map<ExecutionAttemptId, ExecutorId> of(JobID job, ExecutionAttemptId attempt) {
        return running.computeIfAbsent(new Subtask(job, attempt.subtaskId()), first -> new LinkedHashMap<>());
    }

    void runs(JobID job, ExecutionAttemptId attempt, ExecutorId on) {
        ran.add(new At(job, attempt, on));
    }

    void readyToCommit(JobID job) {
        ready.add(job);
    }

    /** Another attempt at the same subtask that was told to commit before. */
    Optional<ExecutionAttemptId> commits(JobID job, ExecutionAttemptId attempt) {
        ExecutionAttemptId before = committing.putIfAbsent(new Subtask(job, attempt.subtaskId()), attempt);
        return Optional.ofNullable(before).filter(other -> !other.equals(attempt));
    }

    void finishes(JobID job, ExecutionAttemptId attempt, ExecutorId on) {
        finished.add(new At(job, attempt, on));
    }

    void ended(JobID job, ExecutionAttemptId attempt) {
        of(job, attempt).remove(attempt);
    }

    @Override
    public boolean ran(JobID job, ExecutionAttemptId attempt, ExecutorId executor) {
        return ran.contains(new At(job, attempt, executor));
    }

    @Override
    public boolean finished(JobID job, ExecutionAttemptId attempt, ExecutorId executor) {
        return finished.contains(new At(job, attempt, executor));
    }
}
