package dev.weft.simulation;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.taskexecutor.task.RunningTask;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEvents;
import dev.weft.engine.taskexecutor.task.TaskPlan;
import dev.weft.simulation.kernel.Scheduler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Task engine that checks invariants of its calls and events: no attempt is started twice, no slot works for two jobs
 * at once, every task reports one terminal state and nothing after it.
 */
final class CheckedEngine implements TaskEngine {

    private final TaskEngine engine;
    private final Scheduler scheduler;
    private final String name;
    private final Attempts attempts;
    private final Map<Integer, Map<ExecutionAttemptId, JobID>> slots = new HashMap<>();

    /** The attempts that were ever started, on whatever executor. */
    static final class Attempts {
        private final Set<String> started = new HashSet<>();
        private final Set<JobID> ready = new HashSet<>();

        /** Whether a sink of that job was ready to commit at some time, so that its effects may be in doubt. */
        boolean mayHaveCommitted(JobID job) {
            return ready.contains(job);
        }
    }

    CheckedEngine(TaskEngine engine, Scheduler scheduler, String name, Attempts attempts) {
        this.engine = engine;
        this.scheduler = scheduler;
        this.name = name;
        this.attempts = attempts;
    }

    @Override
    public int dataPort() {
        return engine.dataPort();
    }

    @Override
    public RunningTask start(TaskPlan plan, TaskEvents events) {
        JobID job = plan.topology().jobId();
        if (!attempts.started.add(job + " " + plan.attempt())) {
            scheduler.violation("I-EPOCH: " + plan.attempt() + " of job " + job + " is started again, on " + name);
        }
        Map<ExecutionAttemptId, JobID> slot = slots.computeIfAbsent(plan.slot(), number -> new HashMap<>());
        slot.forEach((other, owner) -> {
            if (!owner.equals(job)) {
                scheduler.violation("I-SLOT: slot " + plan.slot() + " of " + name + " still runs " + other + " of job "
                        + owner + " and gets " + plan.attempt() + " of job " + job);
            }
        });
        slot.put(plan.attempt(), job);
        return engine.start(plan, new Watched(plan, events));
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

    private final class Watched implements TaskEvents {
        private final TaskPlan plan;
        private final TaskEvents to;
        private String last = "";

        Watched(TaskPlan plan, TaskEvents to) {
            this.plan = plan;
            this.to = to;
        }

        private void next(String event, Set<String> after) {
            if (!after.contains(last)) {
                scheduler.violation("I-STATE: task " + plan.attempt() + " on " + name + " reports '" + event
                        + "' after '" + last + "'");
            }
            last = event;
        }

        private void ended(String how, Set<String> after) {
            next(how, after);
            slots.get(plan.slot()).remove(plan.attempt());
        }

        @Override
        public void onRunning(ExecutionAttemptId attempt) {
            next("running", Set.of(""));
            to.onRunning(attempt);
        }

        @Override
        public void onReadyToCommit(ExecutionAttemptId attempt) {
            next("ready to commit", Set.of("running"));
            attempts.ready.add(plan.topology().jobId());
            to.onReadyToCommit(attempt);
        }

        @Override
        public void onFinished(ExecutionAttemptId attempt, Map<String, Payload> accumulators) {
            ended("finished", Set.of("running", "ready to commit"));
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
        public void onCollector(ExecutionAttemptId attempt, String sink) {
            to.onCollector(attempt, sink);
        }

        @Override
        public void onSourceSignal(ExecutionAttemptId attempt, int operator, SourceSignal signal) {
            to.onSourceSignal(attempt, operator, signal);
        }
    }
}
