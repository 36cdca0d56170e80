package dev.weft.simulation;

import dev.weft.api.common.JobID;
import dev.weft.engine.checkpoint.MetadataAudit;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.exchange.Exchange;
import dev.weft.engine.exchange.ExchangeAudit;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.taskexecutor.task.RunningTask;
import dev.weft.engine.taskexecutor.task.TaskAudit;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEvents;
import dev.weft.engine.taskexecutor.task.TaskPlan;
import dev.weft.simulation.kernel.SimProcess;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Task engine that checks invariants of its calls and events: no attempt is started twice, or while another one at the same subtask runs on a
 * registered executor; no slot works for two jobs at once; one attempt at a subtask commits; every task reports one terminal state and nothing after it.
 */
final class CheckedEngine implements TaskEngine {

    private final TaskEngine engine;
    private final SimProcess process;
    private final ExecutorId id;
    private final Attempts attempts;
    private final Predicate<ExecutorId> counts;
    private final ToIntFunction<String> opens;
    private final Map<Integer, Map<ExecutionAttemptId, JobID>> slots = new HashMap<>();
    private final Map<ExecutionAttemptId, Watched> tasks = new LinkedHashMap<>();
    /** The first subtask that has stored state in a file, by the file. */
    private final Map<String, SubtaskId> writers = new HashMap<>();

    /**
     * @param counts whether the master has the executor of that id
     * @param opens how many times this executor has opened a file of the checkpoint storage
     */
    CheckedEngine(
            TaskEngine engine,
            SimProcess process,
            ExecutorId id,
            Attempts attempts,
            Predicate<ExecutorId> counts,
            ToIntFunction<String> opens) {
        this.engine = engine;
        this.process = process;
        this.id = id;
        this.attempts = attempts;
        this.counts = counts;
        this.opens = opens;
    }

    private void violation(String what) {
        process.scheduler().violation(what);
    }

    ExecutorId id() {
        return id;
    }

    boolean hasTasks() {
        return !tasks.isEmpty();
    }

    // ---- between two events

    /** Every task of this executor by itself. */
    Optional<String> auditTasks() {
        for (Watched task : tasks.values()) {
            if (task.audit.isPresent()) {
                TaskAudit audit = task.audit.get();
                Optional<String> wrong = audit.check(process.sleepsUntilCalled(audit.thread()));
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    /** @param networkIsQuiet whether nothing is under way on the connections of this executor */
    Optional<String> auditBuffers(boolean networkIsQuiet) {
        Exchange exchange = TaskAudit.exchange(engine);
        boolean quiet =
                networkIsQuiet && tasks.isEmpty() && process.liveThreads().isEmpty() && process.isQuiet();
        return ExchangeAudit.buffers(exchange, quiet);
    }

    /**
     * A task that runs for too long although no job owns it.
     *
     * @param owned whether an attempt counts for a job
     */
    Optional<String> auditOwners(BiPredicate<JobID, ExecutionAttemptId> owned, long toleratedNs) {
        long nowNs = process.scheduler().nowNs();
        for (Watched task : tasks.values()) {
            if (process.isFrozen() || owned.test(task.job(), task.plan.attempt())) {
                task.ownedNs = nowNs;
            } else if (nowNs - task.ownedNs > toleratedNs) {
                return Optional.of("I-ORPHAN: " + task.plan.attempt() + " of job " + task.job() + " runs on " + id
                        + ", and for " + toleratedNs / 1_000_000_000 + " s no job has owned it");
            }
        }
        return Optional.empty();
    }

    // ---- what it is told

    @Override
    public int dataPort() {
        return engine.dataPort();
    }

    @Override
    public RunningTask start(TaskPlan plan, TaskEvents events) {
        JobID job = plan.topology().jobId();
        attempts.of(job, plan.attempt()).forEach((other, on) -> {
            if (!other.equals(plan.attempt()) && counts.test(on)) {
                violation("I-EPOCH: " + plan.attempt() + " of job " + job + " is started on " + id + " while " + other
                        + " still runs on " + on);
            }
        });
        if (!attempts.starts(job, plan.attempt(), id)) {
            violation("I-EPOCH: " + plan.attempt() + " of job " + job + " is started again, on " + id);
        }
        Map<ExecutionAttemptId, JobID> slot = slots.computeIfAbsent(plan.slot(), number -> new HashMap<>());
        slot.forEach((other, owner) -> {
            if (!owner.equals(job)) {
                violation("I-SLOT: slot " + plan.slot() + " of " + id + " still runs " + other + " of job " + owner
                        + " and gets " + plan.attempt() + " of job " + job);
            }
        });
        slot.put(plan.attempt(), job);
        if (plan.restored().isPresent()) {
            process.scheduler().saw(plan.ended() ? "ended task restored" : "task restored from a checkpoint");
            if (StateCodec.decode(plan.restored().get()).values().stream()
                    .anyMatch(pieces -> !pieces.inFlight().isEmpty())) {
                process.scheduler().saw("records in flight restored");
            }
        }
        Watched watched = new Watched(plan, events);
        tasks.put(plan.attempt(), watched);
        RunningTask task = engine.start(plan, watched);
        watched.audit = Optional.of(new TaskAudit(task));
        return new Told(job, task);
    }

    @Override
    public void releaseFormer(JobTopology topology) {
        engine.releaseFormer(topology);
    }

    @Override
    public void releaseJob(JobID job) {
        engine.releaseJob(job);
    }

    @Override
    public void stop(Runnable stopped) {
        engine.stop(stopped);
    }

    /** What a task is told. */
    private final class Told implements RunningTask {
        private final JobID job;
        private final RunningTask to;

        Told(JobID job, RunningTask to) {
            this.job = job;
            this.to = to;
        }

        @Override
        public ExecutionAttemptId attempt() {
            return to.attempt();
        }

        @Override
        public void cancel() {
            to.cancel();
            if (!TaskAudit.isEnding(to)) {
                violation("I-CANCEL: " + attempt() + " of job " + job + " on " + id + " was cancelled and goes on");
            }
        }

        @Override
        public void commit() {
            attempts.commits(job, attempt())
                    .ifPresent(other -> violation("I-DATA: " + attempt() + " of job " + job + " on " + id
                            + " is told to commit, and so was " + other));
            to.commit();
        }

        @Override
        public void triggerCheckpoint(CheckpointRequest request) {
            to.triggerCheckpoint(request);
        }

        @Override
        public void checkpointCompleted(long checkpointId, boolean allEnded) {
            process.scheduler().saw("task heard that a checkpoint is complete");
            to.checkpointCompleted(checkpointId, allEnded);
        }

        @Override
        public void checkpointAborted(long checkpointId) {
            process.scheduler().saw("task heard that a checkpoint was aborted");
            to.checkpointAborted(checkpointId);
        }

        @Override
        public void deliver(int operator, SourceCommand command) {
            to.deliver(operator, command);
        }

        @Override
        public Payload fetchCollected(String sink, long offset) {
            return to.fetchCollected(sink, offset);
        }

        @Override
        public TaskMetrics metrics() {
            return to.metrics();
        }
    }

    // ---- what tasks report

    private final class Watched implements TaskEvents {
        private final TaskPlan plan;
        private final TaskEvents to;
        private Optional<TaskAudit> audit = Optional.empty();
        /** What the task goes on from: files, and how many times they had been opened here before it was started. */
        private final Map<String, Integer> restored = new TreeMap<>();

        private long ownedNs;
        private String last = "";

        Watched(TaskPlan plan, TaskEvents to) {
            this.plan = plan;
            this.to = to;
            plan.restored()
                    .map(MetadataAudit::files)
                    .orElse(Set.of())
                    .forEach(file -> restored.put(file, opens.applyAsInt(file)));
            ownedNs = process.scheduler().nowNs();
        }

        private boolean wasNotOpened(String file) {
            return opens.applyAsInt(file) == restored.get(file);
        }

        private JobID job() {
            return plan.topology().jobId();
        }

        private void next(String event, Set<String> after) {
            if (!after.contains(last)) {
                violation("I-STATE: task " + plan.attempt() + " on " + id + " reports '" + event + "' after '" + last
                        + "'");
            }
            last = event;
        }

        private void ended(String how, Set<String> after) {
            next(how, after);
            slots.get(plan.slot()).remove(plan.attempt());
            tasks.remove(plan.attempt());
            attempts.ended(job(), plan.attempt());
        }

        @Override
        public void onRunning(ExecutionAttemptId attempt) {
            next("running", Set.of(""));
            attempts.runs(job(), attempt, id);
            if (!plan.ended() && restored.keySet().stream().anyMatch(this::wasNotOpened)) {
                process.scheduler().saw("state restored from a local copy");
            }
            to.onRunning(attempt);
        }

        @Override
        public void onReadyToCommit(ExecutionAttemptId attempt) {
            next("ready to commit", Set.of("running"));
            attempts.readyToCommit(job());
            to.onReadyToCommit(attempt);
        }

        @Override
        public void onFinished(ExecutionAttemptId attempt, Map<String, Payload> accumulators) {
            ended("finished", Set.of("running", "ready to commit"));
            attempts.finishes(job(), attempt, id);
            to.onFinished(attempt, accumulators);
        }

        @Override
        public void onCanceled(ExecutionAttemptId attempt) {
            ended("canceled", Set.of("", "running", "ready to commit"));
            to.onCanceled(attempt);
        }

        @Override
        public void onFailed(ExecutionAttemptId attempt, FailureCause cause) {
            ended("failed", Set.of("", "running", "ready to commit"));
            to.onFailed(attempt, cause);
        }

        @Override
        public void onCheckpointStored(
                ExecutionAttemptId attempt,
                long checkpointId,
                Payload state,
                CheckpointTimings timings,
                boolean ended) {
            if (timings.inFlightBytes() > 0) {
                process.scheduler().saw("barrier overtook records");
            }
            for (String file : MetadataAudit.files(state)) {
                if (!writers.computeIfAbsent(file, first -> attempt.subtaskId()).equals(attempt.subtaskId())) {
                    process.scheduler().saw("tasks stored their state in one file");
                }
            }
            to.onCheckpointStored(attempt, checkpointId, state, timings, ended);
        }

        @Override
        public void onCheckpointDeclined(ExecutionAttemptId attempt, long checkpointId, FailureCause cause) {
            to.onCheckpointDeclined(attempt, checkpointId, cause);
        }

        @Override
        public void onCollector(ExecutionAttemptId attempt, String sink) {
            to.onCollector(attempt, sink);
        }

        @Override
        public void onSourceSignal(ExecutionAttemptId attempt, int operator, SourceSignal signal) {
            to.onSourceSignal(attempt, operator, signal);
        }
    }
}
