package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.configuration.Configuration;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RestartOptions;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.checkpoint.CheckpointCoordinator;
import dev.weft.engine.jobmaster.checkpoint.CheckpointFiles;
import dev.weft.engine.jobmaster.checkpoint.CheckpointOrder;
import dev.weft.engine.jobmaster.checkpoint.CheckpointSetup;
import dev.weft.engine.jobmaster.checkpoint.Conclusion;
import dev.weft.engine.jobmaster.failover.FailoverRegions;
import dev.weft.engine.jobmaster.failover.RestartStrategy;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointAcknowledged;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointDeclined;
import dev.weft.engine.protocol.ExecutorMessage.Collected;
import dev.weft.engine.protocol.ExecutorMessage.CollectorOpened;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.ExecutorMessage.JobMessage;
import dev.weft.engine.protocol.ExecutorMessage.ReadyToCommit;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.ExecutorMessage.TaskStateChanged;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage.Cancel;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.JobView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job from its graph to its end. Owned by a loop of its own; every public method only enqueues there.
 *
 * <p>Life: {@link #start} asks for slots and opens the user's sources at the same time; when both are there every
 * executor gets one deployment. The job ends when all its tasks have ended: it is FINISHED when all finished, CANCELED when
 * it was told to. A failure is answered by a restart of what it affects, or else fails the job ({@link Recovery}). A restart
 * goes the way of the first deployment ({@link Deployer}).
 *
 * <p>A task that only lost its peer is not answered at once: the peer's own failure, or the loss of its executor, is on its
 * way. Which failure was the root is decided when all are heard.
 *
 * <p>Effects that tasks hold back become visible by a checkpoint, or all together: {@link Commits}. Once the commit was decided it is not
 * taken back: neither a cancellation nor another task's failure stops a task that was told to commit, and nothing is
 * restarted.
 */
@LoopOwned
public final class JobMaster {

    /** Of the first JobManager of an application. */
    private static final long FIRST_EPOCH = 1;

    private static final Logger LOG = LoggerFactory.getLogger(JobMaster.class);

    /** Told of what others must know. Called on the JobMaster's loop; only enqueues. */
    public interface Listener {
        /** The job looks different now. */
        void onChanged(JobView job);

        /** Tasks are being restarted; one line for people. */
        void onRestart(String told);

        /** The job has ended and has released all its resources. The last call. */
        void onEnded(JobView job);
    }

    private final JobSubmission job;
    private final JobGraph graph;
    private final JobMasterDependencies dependencies;
    private final Listener listener;
    private final EventLoop loop;

    private final JobStateMachine machine;
    private final ExecutionGraph executions;
    private final AccumulatorLedger accumulators = new AccumulatorLedger();
    private final FailureCases failures;
    private final Failover failover;
    private final JobSlots slots;
    private final SourceCoordinators sources;
    private final ExecutorMessenger executors;
    private final CollectedStreams collected;
    private final SourceTraffic traffic;
    private final JobPublisher publisher;
    private final CheckpointCoordinator checkpoints;
    private final Commits commits;
    private final Deployer deployer;
    private final Recovery recovery;

    private boolean ending;
    private boolean lostTasks;

    /** Fails with INVALID_CONFIGURATION when the job's settings of restarts or checkpoints make no sense. */
    public JobMaster(
            JobSubmission job, SlotProvider slotProvider, JobMasterDependencies dependencies, Listener listener) {
        this.job = job;
        this.graph = job.graph();
        this.dependencies = dependencies;
        this.listener = listener;
        Configuration settings = Configuration.fromMap(graph.configuration());
        FailoverRegions regions = FailoverRegions.of(graph, settings.get(RestartOptions.FAILOVER_STRATEGY));
        CheckpointSetup checkpointed = CheckpointSetup.of(graph, settings);
        RestartStrategy strategy =
                RestartStrategy.of(settings, checkpointed.settings().isEnabled(), dependencies.chance());
        long startMs = dependencies.clock().epochMs();
        this.loop = dependencies.loops().start("jobmaster-" + graph.jobId(), (name, fault) -> onFault(fault));
        this.machine = new JobStateMachine(graph.jobId(), graph.name(), startMs, loop);
        this.executions = new ExecutionGraph(graph, dependencies.epoch(), startMs, loop);
        this.failures = new FailureCases(settings.get(RestartOptions.EXCEPTION_HISTORY));
        this.executors = new ExecutorMessenger(graph.jobId(), loop);
        this.collected = new CollectedStreams(graph.jobId(), executions, executors, loop);
        this.traffic = new SourceTraffic(graph.jobId(), executions, executors);
        this.failover = new Failover(regions, strategy, executions, collected);
        this.slots = new JobSlots(
                graph.jobId(),
                SlotSharing.of(graph),
                dependencies.balance(),
                slotProvider,
                new FromSlotProvider(),
                loop);
        this.sources = new SourceCoordinators(job, dependencies, loop, new FromSources());
        this.publisher = new JobPublisher(graph, machine, executions, failures, this::statistics, listener, loop);
        Steps steps = new Steps();
        this.checkpoints = new CheckpointCoordinator(
                checkpointed,
                new CheckpointFiles(
                        dependencies.storages().open(checkpointed.settings(), graph.jobId()), dependencies.io(), loop),
                sources,
                new CheckpointedTasks(executions, executors, this::isDeployed, this::failOver, publisher::publishSoon),
                dependencies.clock(),
                loop);
        this.commits = new Commits(executions, executors, checkpoints, this::isDeployed);
        this.deployer = new Deployer(
                job, executions, slots, sources, checkpoints, executors, accumulators, dependencies.clock(), steps);
        this.recovery =
                new Recovery(graph, failures, failover, checkpoints, deployer, dependencies.clock(), loop, steps);
    }

    public JobID jobId() {
        return graph.jobId();
    }

    /** Starts the job. Called once. */
    public void start() {
        loop.execute(() -> {
            become(JobStatus.CREATED, "");
            deployer.start(failover.everything());
        });
    }

    /** Cancels the job; no effect when it is ending already. */
    public void cancel() {
        loop.execute(() -> {
            if (machine.status().isGloballyTerminalState() || machine.status() == JobStatus.CANCELLING) {
                return;
            }
            if (ending || executions.anyCommitting()) {
                LOG.info("Job [{}] is not cancelled: it commits its results already", jobId());
                return;
            }
            become(JobStatus.CANCELLING, "asked to");
            deployer.stop();
            cancelTasks(executions.all());
            endIfAllEnded();
        });
    }

    /**
     * Takes a checkpoint or savepoint.
     *
     * @param order its answer completes when it is complete or was given up, but not when the job ends at this moment
     */
    public void take(CheckpointOrder order) {
        loop.execute(() -> checkpoints.take(order));
    }

    /**
     * The next results of a collecting sink.
     *
     * @param offset how many bytes of them the client has
     * @param answer completed soon, but not when the job ends at this moment
     */
    public void fetchCollected(String sink, long offset, CompletableFuture<Fetched> answer) {
        loop.execute(() -> {
            if (machine.isUp()) {
                collected.fetch(sink, offset, answer);
            } else {
                answer.complete(Fetched.ENDED);
            }
        });
    }

    /** Fails the job for a reason that lies outside of its tasks, and that no restart can help. */
    public void fail(WeftException why) {
        loop.execute(() -> failJob(why.code(), why));
    }

    private long nowMs() {
        return dependencies.clock().epochMs();
    }

    /** Goes on with what may have waited for what has just happened: a deployment, or the end. */
    private void advance() {
        loop.assertInLoop();
        if (machine.isUp()) {
            deployer.advance();
        }
        publisher.publishSoon();
        checkpoints.consider();
        endIfAllEnded();
    }

    private CheckpointStatistics statistics() {
        return checkpoints.statistics();
    }

    private boolean isDeployed() {
        return machine.status() == JobStatus.RUNNING && deployer.pending().isEmpty();
    }

    // ---- what tasks say ---------------------------------------------------------------------------------------------

    private void onMetrics(ExecutorId from, List<TaskMetrics> metrics) {
        for (TaskMetrics each : metrics) {
            executions.find(each.attempt(), from).ifPresent(execution -> execution.update(each));
        }
        publisher.publishSoon();
    }

    private void onTaskState(Execution execution, TaskStateChanged change) {
        Optional<FailureCause> failed = execution.apply(change, nowMs());
        if (execution.state().isTerminal()) {
            accumulators.add(execution.id().subtaskId(), change.accumulators());
            collected.onTaskEnded(execution);
            traffic.onTaskEnded(execution.id());
            checkpoints.onTaskEnded(execution.id(), execution.state() == TaskState.FINISHED);
        }
        failed.ifPresent(cause -> recovery.onFailure(execution.failure(nowMs(), cause), List.of(execution.id())));
        commits.commitWhenAllReady();
        advance();
    }

    // ---- failures ---------------------------------------------------------------------------------------------------

    /** Fails the job for what no restart can help. */
    private void failJob(ErrorCode code, Throwable failure) {
        loop.assertInLoop();
        if (machine.status().isGloballyTerminalState()) {
            return;
        }
        failures.current().add(Reports.ofJob(nowMs(), code, failure), List.of());
        if (machine.isUp()) {
            goDown("");
        }
        publisher.publishSoon();
    }

    /** The whole job fails over, for what is no task's failure; but not when its last task has ended, which decides its end. */
    private void failOver(WeftException why) {
        if (ending) {
            LOG.warn("Job [{}] is ending; this changes nothing any more: {}", jobId(), why.getMessage());
            return;
        }
        recovery.onFailure(Reports.ofJob(nowMs(), why.code(), why), List.of());
        advance();
    }

    private void goDown(String why) {
        loop.assertInLoop();
        become(JobStatus.FAILING, Reports.describe(failures.current().root()) + (why.isEmpty() ? "" : "; " + why));
        deployer.stop();
        cancelTasks(executions.all());
        endIfAllEnded();
    }

    private void cancelTasks(Collection<Execution> which) {
        checkpoints.giveUpAll("tasks are cancelled");
        executors.tell(executions.cancel(which, nowMs()), Cancel::new);
    }

    private void onExecutorLost(ExecutorId executor, FailureCause cause, boolean explained) {
        List<Execution> all = executions.on(executor);
        List<Execution> lost = all.stream().filter(Execution::isOnExecutor).toList();
        List<ExecutionAttemptId> attempts = all.stream().map(Execution::id).toList();
        slots.onLost(executor);
        executors.remove(executor);
        lostTasks |= !lost.isEmpty();
        lost.forEach(execution -> {
            execution.become(TaskState.FAILED, nowMs(), cause.summary());
            collected.onTaskEnded(execution);
            traffic.onTaskEnded(execution.id());
            checkpoints.onTaskEnded(execution.id(), false);
        });
        if (!lost.isEmpty() || (failures.isOpen() && failures.current().blames(attempts))) {
            recovery.onLoss(Reports.loss(nowMs(), cause, executor, all), executor, attempts, explained);
        }
        if (deployer.pending().isEmpty()) {
            slots.settleForWhatIsThere();
        }
        advance();
    }

    private void onFault(Throwable fault) {
        LOG.error("Internal error in the JobMaster of job [{}]", jobId(), fault);
        failJob(ErrorCode.INTERNAL, fault);
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    private void endIfAllEnded() {
        loop.assertInLoop();
        if (ending
                || sources.isBusy()
                || deployer.pending().isPresent()
                || !executions.allTerminal()
                || failures.awaitMore(machine.status())) {
            return;
        }
        ending = true;
        Conclusion conclusion = checkpoints.conclude();
        JobFinalization finalization = new JobFinalization(
                graph, dependencies.userCode().blobs(), sources.userClassLoader(), dependencies.io(), loop);
        conclusion.whenCertain(() -> finalization.merge(accumulators.all(), merged -> {
            publisher.accumulated(merged);
            end(conclusion, finalization);
        }));
    }

    /**
     * Decides how the job ends and makes it known. Only then is anything deleted that the job could go on from: who sees it running,
     * or takes it over after a crash, must find its checkpoints, and the output that these are to commit.
     */
    private void end(Conclusion conclusion, JobFinalization finalization) {
        JobStatus end = machine.end();
        boolean uncommitted = mayHaveLeftFiles() && !conclusion.keeps(end);
        become(end, end == JobStatus.FAILED ? failures.current().root().cause().summary() : "");
        conclusion.delete(end, () -> {
            if (uncommitted) {
                finalization.removeUncommitted(this::release);
            } else {
                release();
            }
        });
    }

    /**
     * Output that was handed over for committing must not be removed by its task. When the job has finished, all of it
     * is committed, and only replaced attempts, also those of a former JobManager, may have left something; when it ends
     * in the middle of its commit, nothing is removed.
     */
    private boolean mayHaveLeftFiles() {
        return machine.status() == JobStatus.RUNNING
                ? lostTasks || failures.restarts() > 0 || dependencies.epoch() > FIRST_EPOCH
                : !executions.anyCommitting();
    }

    private void release() {
        executors.release();
        slots.release();
        sources.close();
        collected.onJobEnded();
        publisher.publishEnd();
        loop.close();
    }

    private void become(JobStatus next, String reason) {
        machine.become(next, nowMs(), reason);
        publisher.publish();
    }

    /** What the deployer and the recovery have to say. */
    private final class Steps implements Deployer.Job, Recovery.Job {
        @Override
        public boolean isUp() {
            loop.assertInLoop();
            return machine.isUp() && !ending;
        }

        @Override
        public void onDeploying() {
            loop.assertInLoop();
            failures.close();
            if (machine.status() != JobStatus.RUNNING) {
                become(JobStatus.RUNNING, slots.count() + " slots are there");
            }
        }

        @Override
        public void onRestarting(String reason) {
            if (machine.status() != JobStatus.RESTARTING) {
                become(JobStatus.RESTARTING, reason);
            }
        }

        @Override
        public void tellRestart(String told) {
            listener.onRestart(told);
        }

        @Override
        public void onUnreadable(Throwable failure) {
            ErrorCode code = failure instanceof WeftException known ? known.code() : ErrorCode.USER_CODE;
            if (sources.userClassLoader().isPresent() && code == ErrorCode.EXTERNAL_SERVICE) {
                recovery.onFailure(Reports.ofJob(nowMs(), code, failure), List.of());
            } else {
                failJob(code, failure);
            }
            endIfAllEnded();
        }

        @Override
        public void onTooLarge(WeftException failure) {
            failJob(failure.code(), failure);
        }

        @Override
        public void cancel(Set<SubtaskId> subtasks) {
            cancelTasks(executions.get(subtasks));
        }

        @Override
        public void giveUp(String why) {
            goDown(why);
        }

        @Override
        public void advance() {
            JobMaster.this.advance();
        }
    }

    // ---- who speaks to the job --------------------------------------------------------------------------------------

    private final class FromSlotProvider implements SlotProvider.Client {
        @Override
        public void onSlots(long number, List<Slot> all) {
            loop.execute(() -> {
                slots.onGiven(number, all);
                advance();
            });
        }

        @Override
        public void onSlotsUnavailable(WeftException why) {
            loop.execute(() -> {
                if (deployer.pending().isPresent()) {
                    slots.onRefused();
                    recovery.onFailure(Reports.ofJob(nowMs(), why.code(), why), List.of());
                    advance();
                }
            });
        }

        @Override
        public void onExecutorLost(ExecutorId executor, FailureCause cause, boolean explained) {
            loop.execute(() -> JobMaster.this.onExecutorLost(executor, cause, explained));
        }

        @Override
        public void onLossExplained(ExecutorId executor, FailureCause cause) {
            loop.execute(() -> {
                failures.explain(executor, cause);
                advance();
            });
        }

        @Override
        public void onMessage(ExecutorId executor, JobMessage message) {
            loop.execute(() -> executions
                    .find(message.attempt(), executor)
                    .ifPresent(execution -> message.dispatchInJob(new FromTask(execution))));
        }

        @Override
        public void onMetrics(ExecutorId executor, List<TaskMetrics> metrics) {
            loop.execute(() -> JobMaster.this.onMetrics(executor, metrics));
        }
    }

    /** What a task says that has not ended. */
    private final class FromTask implements ExecutorMessage.JobHandler {
        private final Execution execution;

        FromTask(Execution execution) {
            this.execution = execution;
        }

        @Override
        public void on(TaskStateChanged change) {
            loop.assertInLoop();
            onTaskState(execution, change);
        }

        @Override
        public void on(ReadyToCommit ready) {
            loop.assertInLoop();
            commits.onReady(execution);
        }

        @Override
        public void on(CheckpointAcknowledged acknowledged) {
            checkpoints.onAcknowledged(acknowledged);
        }

        @Override
        public void on(CheckpointDeclined declined) {
            checkpoints.onDeclined(declined);
        }

        @Override
        public void on(CoordinatorEvent event) {
            loop.assertInLoop();
            traffic.onEvent(execution, event, sources);
        }

        @Override
        public void on(CollectorOpened opened) {
            collected.onCollector(opened.sink(), opened.attempt());
        }

        @Override
        public void on(Collected answer) {
            collected.onAnswer(answer.requestId(), answer.results().bytes());
        }
    }

    private final class FromSources implements SourceCoordinators.Outlet {
        @Override
        public void send(ExecutionAttemptId reader, int operator, SourceCommand command) {
            loop.assertInLoop();
            traffic.onCommand(reader, operator, command);
        }

        @Override
        public void fail(String sourceName, Throwable failure) {
            recovery.onFailure(Reports.ofEnumerator(nowMs(), sourceName, failure), List.of());
            advance();
        }
    }
}
