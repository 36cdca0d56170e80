package dev.weft.engine.taskexecutor;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointAcknowledged;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointDeclined;
import dev.weft.engine.protocol.ExecutorMessage.Collected;
import dev.weft.engine.protocol.ExecutorMessage.CollectorOpened;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.ExecutorMessage.ReadyToCommit;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.ExecutorMessage.TaskStateChanged;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.protocol.MasterMessage.Cancel;
import dev.weft.engine.protocol.MasterMessage.CheckpointAborted;
import dev.weft.engine.protocol.MasterMessage.CheckpointCompleted;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.FetchCollected;
import dev.weft.engine.protocol.MasterMessage.ReaderEvent;
import dev.weft.engine.protocol.MasterMessage.ReleaseJob;
import dev.weft.engine.protocol.MasterMessage.TaskAssignment;
import dev.weft.engine.protocol.MasterMessage.TriggerCheckpoint;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.taskexecutor.task.RunningTask;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEvents;
import dev.weft.engine.taskexecutor.task.TaskPlan;
import dev.weft.engine.usercode.UserCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Table of the jobs and tasks on this executor; carries out the JobManager's commands on them. Owned by the executor's
 * loop; tasks report from their own threads through {@link TaskEvents}, which only enqueues.
 */
@LoopOwned
final class TaskTable implements MasterMessage.JobHandler {

    private static final Logger LOG = LoggerFactory.getLogger(TaskTable.class);

    private final TaskExecutorSettings settings;
    private final EventLoop loop;
    private final TaskEngine engine;
    private final UserCode userCode;
    private final Consumer<ExecutorMessage> reply;
    private final Map<JobID, JobOnExecutor> jobs = new HashMap<>();

    /** @param reply sends a message to the JobManager */
    TaskTable(
            TaskExecutorSettings settings,
            EventLoop loop,
            TaskEngine engine,
            UserCode userCode,
            Consumer<ExecutorMessage> reply) {
        this.settings = settings;
        this.loop = loop;
        this.engine = engine;
        this.userCode = userCode;
        this.reply = reply;
    }

    @Override
    public void on(Deploy deploy) {
        loop.assertInLoop();
        JobID id = deploy.topology().jobId();
        LOG.info(
                "Job '{}' [{}] deploys {} tasks",
                deploy.topology().name(),
                id,
                deploy.tasks().size());
        JobOnExecutor job = jobs.get(id);
        if (job == null) {
            try {
                job = new JobOnExecutor(
                        userCode.classes().open(deploy.topology().name(), deploy.jars()));
            } catch (RuntimeException e) {
                deploy.tasks()
                        .forEach(task -> reportFailure(id, task.attempt(), FailureCause.of(ErrorCode.USER_CODE, e)));
                return;
            }
            jobs.put(id, job);
        } else {
            engine.releaseFormer(deploy.topology());
        }
        for (TaskAssignment task : deploy.tasks()) {
            startTask(job, deploy, task);
        }
    }

    private void startTask(JobOnExecutor job, Deploy deploy, TaskAssignment task) {
        JobID id = deploy.topology().jobId();
        ExecutionAttemptId attempt = task.attempt();
        try {
            if (task.slot() < 0
                    || task.slot() >= settings.slots()
                    || job.tasks().containsKey(attempt)) {
                throw new WeftException(
                        ErrorCode.INTERNAL,
                        "task " + attempt + " cannot run in slot " + task.slot() + " of " + settings.slots()
                                + (job.tasks().containsKey(attempt) ? ": it runs already" : ""));
            }
            TaskPlan plan = new TaskPlan(
                    settings.id(),
                    deploy.topology(),
                    attempt,
                    task.slot(),
                    deploy.chains().get(attempt.vertex()),
                    task.restored(),
                    task.ended(),
                    userCode.blobs(),
                    job.userClassLoader());
            job.tasks().put(attempt, engine.start(plan, new FromTasks(id)));
        } catch (RuntimeException e) {
            reportFailure(id, attempt, FailureCause.of(ErrorCode.INTERNAL, e));
        }
    }

    private void reportFailure(JobID job, ExecutionAttemptId attempt, FailureCause cause) {
        LOG.warn("Task [{}] FAILED: {}", attempt, cause.summary());
        reply.accept(
                new TaskStateChanged(job, attempt, TaskState.FAILED, Optional.of(cause), Map.of(), none(job, attempt)));
    }

    @Override
    public void on(Cancel cancel) {
        loop.assertInLoop();
        cancel.attempts().forEach(attempt -> cancel(cancel.job(), attempt));
    }

    @Override
    public void on(Commit commit) {
        loop.assertInLoop();
        forEach(commit.job(), commit.attempts(), RunningTask::commit);
    }

    @Override
    public void on(TriggerCheckpoint trigger) {
        loop.assertInLoop();
        forEach(trigger.job(), trigger.attempts(), task -> task.triggerCheckpoint(trigger.request()));
    }

    @Override
    public void on(CheckpointCompleted completed) {
        loop.assertInLoop();
        forEach(
                completed.job(),
                completed.attempts(),
                task -> task.checkpointCompleted(
                        completed.checkpointId(),
                        completed.ended().contains(task.attempt().vertex())));
    }

    @Override
    public void on(CheckpointAborted aborted) {
        loop.assertInLoop();
        forEach(aborted.job(), aborted.attempts(), task -> task.checkpointAborted(aborted.checkpointId()));
    }

    @Override
    public void on(ReaderEvent event) {
        loop.assertInLoop();
        forEach(event.job(), List.of(event.attempt()), task -> task.deliver(event.operator(), event.command()));
    }

    /** A task that has ended does not answer: its final state is on its way. */
    @Override
    public void on(FetchCollected fetch) {
        loop.assertInLoop();
        find(fetch.job(), fetch.attempt())
                .ifPresent(task -> reply.accept(new Collected(
                        fetch.job(),
                        fetch.attempt(),
                        fetch.requestId(),
                        task.fetchCollected(fetch.sink(), fetch.offset()))));
    }

    /**
     * Cancels an attempt. One that does not run here is reported as cancelled: its deployment may never have arrived.
     */
    private void cancel(JobID job, ExecutionAttemptId attempt) {
        find(job, attempt)
                .ifPresentOrElse(
                        RunningTask::cancel,
                        () -> reply.accept(new TaskStateChanged(
                                job, attempt, TaskState.CANCELED, Optional.empty(), Map.of(), none(job, attempt))));
    }

    private static TaskMetrics none(JobID job, ExecutionAttemptId attempt) {
        return new TaskMetrics(job, attempt, 0, 0, 0, 0);
    }

    private Optional<RunningTask> find(JobID job, ExecutionAttemptId attempt) {
        return Optional.ofNullable(jobs.get(job)).map(known -> known.tasks().get(attempt));
    }

    /** Applies an action to running attempts; skips those that have ended, whose final state is on its way. */
    private void forEach(JobID job, List<ExecutionAttemptId> attempts, Consumer<RunningTask> action) {
        attempts.forEach(attempt -> find(job, attempt).ifPresent(action));
    }

    /** The job is over: cancels what still runs. */
    @Override
    public void on(ReleaseJob release) {
        loop.assertInLoop();
        JobID id = release.job();
        JobOnExecutor job = jobs.get(id);
        if (job != null) {
            job.markReleased();
            job.tasks().values().forEach(RunningTask::cancel);
            dropIfOver(id, job);
        }
    }

    private void dropIfOver(JobID id, JobOnExecutor job) {
        if (job.isOver()) {
            jobs.remove(id);
            engine.releaseJob(id);
            job.close();
            LOG.info("Job [{}] is released", id);
        }
    }

    private void onTaskEnded(
            JobID id,
            ExecutionAttemptId attempt,
            TaskState state,
            Optional<FailureCause> failure,
            Map<String, Payload> accumulators) {
        JobOnExecutor job = jobs.get(id);
        RunningTask task = job == null ? null : job.tasks().remove(attempt);
        if (task == null) {
            return;
        }
        LOG.info(
                "Task [{}] {}{}",
                attempt,
                state,
                failure.map(cause -> ": " + cause.summary()).orElse(""));
        try {
            reply.accept(new TaskStateChanged(id, attempt, state, failure, accumulators, task.metrics()));
        } catch (WeftException tooLarge) {
            // Only accumulators can be that large, and they belong to the task.
            reportFailure(id, attempt, FailureCause.of(tooLarge.code(), tooLarge));
        }
        dropIfOver(id, job);
    }

    /** Records and bytes that every task has read and written. */
    List<TaskMetrics> metrics() {
        loop.assertInLoop();
        List<TaskMetrics> metrics = new ArrayList<>();
        jobs.values().forEach(job -> job.tasks().values().forEach(task -> metrics.add(task.metrics())));
        return metrics;
    }

    void cancelAll() {
        loop.assertInLoop();
        jobs.values().forEach(job -> job.tasks().values().forEach(RunningTask::cancel));
    }

    /** Closes the class loaders; called when no task runs any more. */
    void close() {
        loop.assertInLoop();
        jobs.values().forEach(JobOnExecutor::close);
    }

    private final class FromTasks implements TaskEvents {
        private final JobID job;

        FromTasks(JobID job) {
            this.job = job;
        }

        @Override
        public void onRunning(ExecutionAttemptId attempt) {
            loop.execute(() -> find(job, attempt)
                    .ifPresent(task -> reply.accept(new TaskStateChanged(
                            job, attempt, TaskState.RUNNING, Optional.empty(), Map.of(), task.metrics()))));
        }

        @Override
        public void onReadyToCommit(ExecutionAttemptId attempt) {
            loop.execute(() -> reply.accept(new ReadyToCommit(job, attempt)));
        }

        @Override
        public void onFinished(ExecutionAttemptId attempt, Map<String, Payload> accumulators) {
            loop.execute(() -> onTaskEnded(job, attempt, TaskState.FINISHED, Optional.empty(), accumulators));
        }

        @Override
        public void onCanceled(ExecutionAttemptId attempt) {
            loop.execute(() -> onTaskEnded(job, attempt, TaskState.CANCELED, Optional.empty(), Map.of()));
        }

        @Override
        public void onFailed(ExecutionAttemptId attempt, FailureCause cause) {
            loop.execute(() -> onTaskEnded(job, attempt, TaskState.FAILED, Optional.of(cause), Map.of()));
        }

        @Override
        public void onCheckpointStored(
                ExecutionAttemptId attempt,
                long checkpointId,
                Payload state,
                CheckpointTimings timings,
                boolean ended) {
            loop.execute(
                    () -> reply.accept(new CheckpointAcknowledged(job, attempt, checkpointId, state, timings, ended)));
        }

        @Override
        public void onCheckpointDeclined(ExecutionAttemptId attempt, long checkpointId, FailureCause cause) {
            loop.execute(() -> reply.accept(new CheckpointDeclined(job, attempt, checkpointId, cause)));
        }

        @Override
        public void onCollector(ExecutionAttemptId attempt, String sink) {
            loop.execute(() -> reply.accept(new CollectorOpened(job, attempt, sink)));
        }

        @Override
        public void onSourceSignal(ExecutionAttemptId attempt, int operator, SourceSignal signal) {
            loop.execute(() -> reply.accept(new CoordinatorEvent(job, attempt, operator, signal)));
        }
    }
}
