package dev.weft.engine.taskexecutor;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopStarter;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.ExecutorMessage.ReadyToCommit;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.ExecutorMessage.TaskStateChanged;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.protocol.MasterMessage.Cancel;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.Heartbeat;
import dev.weft.engine.protocol.MasterMessage.ReaderEvent;
import dev.weft.engine.protocol.MasterMessage.Registered;
import dev.weft.engine.protocol.MasterMessage.ReleaseJob;
import dev.weft.engine.protocol.MasterMessage.Shutdown;
import dev.weft.engine.protocol.MasterMessage.TaskAssignment;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.rpc.MasterConnection;
import dev.weft.engine.rpc.MasterConnector;
import dev.weft.engine.taskexecutor.task.RunningTask;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEvents;
import dev.weft.engine.taskexecutor.task.TaskPlan;
import dev.weft.engine.usercode.UserClassLoaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One executor: registers with the JobManager, runs what it is told to run, reports, and stops. Runs on one loop; public
 * methods only enqueue.
 *
 * <p>Life: connecting (tried again until the registration deadline) → registered → stopped. It has one connection in its
 * life: when that breaks, the JobManager counts this executor as lost, so it cancels its tasks and stops at once. When the
 * connection stands but nothing comes over it for the lease, it stops as well. It never obeys a JobManager of a lower
 * epoch than the highest it has seen.
 */
public final class TaskExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(TaskExecutor.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);

    /** Why an executor stopped. */
    public enum StopKind {
        /** The JobManager asked for it, or the process was told to end. */
        REQUESTED,
        /** The JobManager could not be reached, refused this executor, or is gone. */
        MASTER_LOST,
        /** The executor itself is broken: a fault, or a task that does not end. */
        FAILED
    }

    /** Told once, when everything has been cancelled and closed; the process exits then. */
    @FunctionalInterface
    public interface StopListener {
        void onStopped(StopKind kind, String reason);
    }

    private final TaskExecutorSettings settings;
    private final EventLoop loop;
    private final Clock clock;
    private final MasterConnector connector;
    private final TaskEngine engine;
    private final UserClassLoaders userClassLoaders;
    private final StopListener listener;

    private final Map<JobID, JobOnExecutor> jobs = new HashMap<>();
    private Optional<MasterConnection> master = Optional.empty();
    private boolean registered;
    private boolean stopped;
    private long epoch;
    private long heardNs;
    private long startedNs;
    private Duration retry = FIRST_RETRY;

    /**
     * @param loops starts this executor's own loop, which is closed when the executor stops
     * @param connector the way to the JobManager; closed when it stops
     * @param engines makes the data plane, which is closed when the executor stops; what it is given is to be told of a
     *     task that cannot be ended, and stops the executor
     */
    public TaskExecutor(
            TaskExecutorSettings settings,
            LoopStarter loops,
            Clock clock,
            MasterConnector connector,
            Function<Consumer<String>, ? extends TaskEngine> engines,
            UserClassLoaders userClassLoaders,
            StopListener listener) {
        this.settings = settings;
        this.loop = loops.start("taskexecutor-" + settings.id(), (name, fault) -> onFault(fault));
        this.clock = clock;
        this.connector = connector;
        this.engine = engines.apply(this::fail);
        this.userClassLoaders = userClassLoaders;
        this.listener = listener;
        this.epoch = settings.epoch();
    }

    /** Connects and registers. Called once. */
    public void start() {
        loop.execute(() -> {
            startedNs = clock.nanoTime();
            connect();
        });
    }

    /** Cancels everything and stops. */
    public void stop(String reason) {
        loop.execute(() -> stop(StopKind.REQUESTED, reason));
    }

    private void fail(String reason) {
        loop.execute(() -> stop(StopKind.FAILED, reason));
    }

    // ---- the JobManager ---------------------------------------------------------------------------------------------

    private void connect() {
        if (!stopped) {
            connector.connect(new FromMaster());
        }
    }

    private void onConnected(MasterConnection connection) {
        if (stopped) {
            connection.close();
            return;
        }
        master = Optional.of(connection);
        connection.send(new ExecutorMessage.Register(
                settings.id(), epoch, settings.slots(), settings.dataHost(), engine.dataPort(), settings.resources()));
    }

    private void onClosed(String reason) {
        if (stopped) {
            return;
        }
        master = Optional.empty();
        if (registered) {
            stop(StopKind.MASTER_LOST, "the connection to the JobManager is gone: " + reason);
        } else if (clock.nanoTime() - startedNs > settings.registration().toNanos()) {
            stop(
                    StopKind.MASTER_LOST,
                    "gave up after " + settings.registration().toMillis() + " ms (taskmanager.registration.timeout): "
                            + reason);
        } else {
            LOG.warn("Not registered yet: {}; trying again in {} ms", reason, retry.toMillis());
            loop.schedule(retry, this::connect);
            retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
        }
    }

    private void onMessage(MasterMessage message) {
        if (stopped) {
            return;
        }
        heardNs = clock.nanoTime();
        if (message instanceof Registered welcome) {
            onRegistered(welcome);
        } else if (message instanceof Shutdown shutdown) {
            stop(registered ? StopKind.REQUESTED : StopKind.MASTER_LOST, "told to stop: " + shutdown.reason());
        } else if (!registered) {
            stop(
                    StopKind.MASTER_LOST,
                    "the JobManager sent " + message.getClass().getSimpleName()
                            + " before it had accepted the registration");
        } else if (message instanceof Deploy deploy) {
            onDeploy(deploy);
        } else if (message instanceof Cancel cancel) {
            cancel.attempts().forEach(attempt -> cancel(cancel.job(), attempt));
        } else if (message instanceof Commit commit) {
            forEach(commit.job(), commit.attempts(), RunningTask::commit);
        } else if (message instanceof ReaderEvent event) {
            forEach(event.job(), List.of(event.attempt()), task -> task.deliver(event.operator(), event.command()));
        } else if (message instanceof ReleaseJob release) {
            onRelease(release.job());
        } else if (!(message instanceof Heartbeat)) {
            throw new IllegalStateException("unknown message " + message);
        }
    }

    private void onRegistered(Registered welcome) {
        if (welcome.epoch() < epoch) {
            stop(
                    StopKind.MASTER_LOST,
                    "the JobManager has epoch " + welcome.epoch() + ", this executor obeys epoch " + epoch
                            + " and higher");
            return;
        }
        epoch = welcome.epoch();
        registered = true;
        LOG.info(
                "Executor {} is registered with the JobManager of epoch {}, {} ms after its start",
                settings.id(),
                epoch,
                (clock.nanoTime() - startedNs) / 1_000_000);
        scheduleHeartbeat(Duration.ofMillis(welcome.heartbeatIntervalMs()), Duration.ofMillis(welcome.leaseMs()));
        scheduleLeaseCheck(Duration.ofMillis(welcome.leaseMs()));
    }

    private void scheduleHeartbeat(Duration interval, Duration lease) {
        loop.schedule(interval, () -> {
            if (!stopped) {
                List<TaskMetrics> metrics = new ArrayList<>();
                jobs.values().forEach(job -> job.tasks().values().forEach(task -> metrics.add(task.metrics())));
                send(new ExecutorMessage.Heartbeat(metrics));
                scheduleHeartbeat(interval, lease);
            }
        });
    }

    private void scheduleLeaseCheck(Duration lease) {
        Duration left = lease.minusNanos(clock.nanoTime() - heardNs);
        loop.schedule(left, () -> {
            if (!stopped && clock.nanoTime() - heardNs >= lease.toNanos()) {
                stop(
                        StopKind.MASTER_LOST,
                        "no word from the JobManager for " + lease.toMillis() + " ms (heartbeat.timeout)");
            } else if (!stopped) {
                scheduleLeaseCheck(lease);
            }
        });
    }

    private void send(ExecutorMessage message) {
        master.ifPresent(connection -> connection.send(message));
    }

    // ---- tasks ------------------------------------------------------------------------------------------------------

    private void onDeploy(Deploy deploy) {
        JobID id = deploy.shape().jobId();
        LOG.info(
                "Job '{}' [{}] deploys {} tasks",
                deploy.shape().name(),
                id,
                deploy.tasks().size());
        JobOnExecutor job = jobs.get(id);
        if (job == null) {
            try {
                job = new JobOnExecutor(userClassLoaders.open(deploy.shape().name(), deploy.jars()));
            } catch (RuntimeException e) {
                deploy.tasks()
                        .forEach(task -> reportFailure(id, task.attempt(), FailureCause.of(ErrorCode.USER_CODE, e)));
                return;
            }
            jobs.put(id, job);
        }
        for (TaskAssignment task : deploy.tasks()) {
            startTask(job, deploy, task);
        }
    }

    private void startTask(JobOnExecutor job, Deploy deploy, TaskAssignment task) {
        JobID id = deploy.shape().jobId();
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
                    deploy.shape(),
                    attempt,
                    task.slot(),
                    deploy.chains().get(attempt.vertex()),
                    job.userClassLoader());
            job.tasks().put(attempt, engine.start(plan, new FromTasks(id)));
        } catch (RuntimeException e) {
            reportFailure(id, attempt, FailureCause.of(ErrorCode.INTERNAL, e));
        }
    }

    private void reportFailure(JobID job, ExecutionAttemptId attempt, FailureCause cause) {
        LOG.warn("Task [{}] FAILED: {}", attempt, cause.summary());
        send(new TaskStateChanged(job, attempt, TaskState.FAILED, Optional.of(cause), Map.of(), none(job, attempt)));
    }

    /** A task that does not run here is answered for: its deployment may never have arrived. */
    private void cancel(JobID job, ExecutionAttemptId attempt) {
        find(job, attempt)
                .ifPresentOrElse(
                        RunningTask::cancel,
                        () -> send(new TaskStateChanged(
                                job, attempt, TaskState.CANCELED, Optional.empty(), Map.of(), none(job, attempt))));
    }

    private static TaskMetrics none(JobID job, ExecutionAttemptId attempt) {
        return new TaskMetrics(job, attempt, 0, 0, 0, 0);
    }

    private Optional<RunningTask> find(JobID job, ExecutionAttemptId attempt) {
        return Optional.ofNullable(jobs.get(job)).map(known -> known.tasks().get(attempt));
    }

    /** Attempts that have ended are passed over: their last word is on its way. */
    private void forEach(JobID job, List<ExecutionAttemptId> attempts, Consumer<RunningTask> action) {
        attempts.forEach(attempt -> find(job, attempt).ifPresent(action));
    }

    private void onRelease(JobID id) {
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
            send(new TaskStateChanged(id, attempt, state, failure, accumulators, task.metrics()));
        } catch (WeftException tooLarge) {
            // Only accumulators can be that large, and they belong to the task.
            reportFailure(id, attempt, FailureCause.of(tooLarge.code(), tooLarge));
        }
        dropIfOver(id, job);
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    private void stop(StopKind kind, String reason) {
        if (stopped) {
            return;
        }
        stopped = true;
        LOG.info("Executor {} stops ({}): {}", settings.id(), kind, reason);
        send(new ExecutorMessage.Leaving(reason));
        jobs.values().forEach(job -> job.tasks().values().forEach(RunningTask::cancel));
        engine.close();
        jobs.values().forEach(JobOnExecutor::close);
        master.ifPresent(MasterConnection::close);
        connector.close();
        loop.close();
        listener.onStopped(kind, reason);
    }

    private void onFault(Throwable fault) {
        LOG.error("Executor {} broke one of its own rules", settings.id(), fault);
        stop(StopKind.FAILED, "executor failed: " + fault);
    }

    private final class FromMaster implements MasterConnector.Listener {
        @Override
        public void onConnected(MasterConnection connection) {
            loop.execute(() -> TaskExecutor.this.onConnected(connection));
        }

        @Override
        public void onMessage(MasterMessage message) {
            loop.execute(() -> TaskExecutor.this.onMessage(message));
        }

        @Override
        public void onClosed(String reason) {
            loop.execute(() -> TaskExecutor.this.onClosed(reason));
        }
    }

    private final class FromTasks implements TaskEvents {
        private final JobID job;

        FromTasks(JobID job) {
            this.job = job;
        }

        @Override
        public void onRunning(ExecutionAttemptId attempt) {
            loop.execute(() -> find(job, attempt)
                    .ifPresent(task -> send(new TaskStateChanged(
                            job, attempt, TaskState.RUNNING, Optional.empty(), Map.of(), task.metrics()))));
        }

        @Override
        public void onReadyToCommit(ExecutionAttemptId attempt) {
            loop.execute(() -> send(new ReadyToCommit(job, attempt)));
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
        public void onSourceSignal(ExecutionAttemptId attempt, int operator, SourceSignal signal) {
            loop.execute(() -> send(new CoordinatorEvent(job, attempt, operator, signal)));
        }
    }
}
