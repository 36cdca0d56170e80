package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.SlotSharing.Subtask;
import dev.weft.engine.jobmaster.SourceCoordinators.Key;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.Collected;
import dev.weft.engine.protocol.ExecutorMessage.CollectorOpened;
import dev.weft.engine.protocol.ExecutorMessage.CoordinatorEvent;
import dev.weft.engine.protocol.ExecutorMessage.JobMessage;
import dev.weft.engine.protocol.ExecutorMessage.ReadyToCommit;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.ExecutorMessage.TaskStateChanged;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage.Cancel;
import dev.weft.engine.protocol.MasterMessage.Commit;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.Failure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one job from its graph to its end. Owned by a loop of its own; every public method only enqueues there.
 *
 * <p>Life: {@link #start} asks for slots and opens the user's sources at the same time; when both are there every
 * executor gets one deployment. The job ends when all its tasks have ended: it is FINISHED when all finished, FAILED when
 * one failed, CANCELED when it was told to. A task that only lost its peer does not bring the job down at once: the peer's
 * own failure, or the loss of its executor, is on its way. Which failure was the root is decided at the end.
 *
 * <p>Effects that tasks hold back become visible together: {@link CommitDecision}. Once the commit was decided it is not
 * taken back: neither a cancellation nor another task's failure stops a task that was told to commit.
 */
public final class JobMaster {

    private static final Logger LOG = LoggerFactory.getLogger(JobMaster.class);

    /**
     * How long the failure of a task that lost its peer waits for what happened to the peer. A report takes milliseconds; a
     * container's end is known to YARN after a second or two.
     */
    static final Duration CULPRIT_PATIENCE = Duration.ofSeconds(3);

    /** Told of what others must know. Called on the JobMaster's loop; only enqueues. */
    public interface Listener {
        /** The job looks different now. */
        void onChanged(JobView job);

        /** The job has ended, all it had is given back. The last call. */
        void onEnded(JobView job);
    }

    private final JobSubmission job;
    private final JobGraph graph;
    private final SlotProvider slotProvider;
    private final Surroundings around;
    private final EventLoop loop;

    private final JobStateMachine machine;
    private final ExecutionGraph executions;
    private final AccumulatorLedger accumulators = new AccumulatorLedger();
    private final FailureLedger failures = new FailureLedger();
    private final ExecutorLinks executors;
    private final CollectedStreams collected;
    private final SourceTraffic traffic;
    private final JobPublisher publisher;

    private Optional<SourceCoordinators> sources = Optional.empty();
    private List<Slot> slots = List.of();
    private boolean opening;
    private boolean ending;
    private boolean lostTasks;

    public JobMaster(JobSubmission job, SlotProvider slotProvider, Surroundings around, Listener listener) {
        this.job = job;
        this.graph = job.graph();
        this.slotProvider = slotProvider;
        this.around = around;
        long startMs = around.clock().epochMs();
        this.machine = new JobStateMachine(graph.jobId(), graph.name(), startMs);
        this.executions = new ExecutionGraph(graph, around.epoch(), startMs);
        this.executors = new ExecutorLinks(graph.jobId());
        this.collected = new CollectedStreams(graph.jobId(), executions, executors);
        this.traffic = new SourceTraffic(graph.jobId(), executions, executors);
        this.loop = around.loops().start("jobmaster-" + graph.jobId(), (name, fault) -> onFault(fault));
        this.publisher = new JobPublisher(graph, machine, executions, failures, listener, loop);
    }

    public JobID jobId() {
        return graph.jobId();
    }

    /** Starts the job. Called once. */
    public void start() {
        loop.execute(() -> {
            become(JobStatus.CREATED, "");
            executions.all().forEach(execution -> execution.become(TaskState.SCHEDULED, nowMs(), ""));
            requireSlots();
            opening = true;
            around.io().execute(this::openSources);
        });
    }

    /** Cancels the job; no effect when it is ending already. */
    public void cancel() {
        loop.execute(() -> {
            if (!machine.isUp()) {
                return;
            }
            if (ending || executions.anyCommitting()) {
                LOG.info("Job [{}] is not cancelled: it commits its results already", jobId());
                return;
            }
            become(JobStatus.CANCELLING, "asked to");
            cancelTasks();
            endIfAllEnded();
        });
    }

    /**
     * The next results of a collecting sink.
     *
     * @param taken how many bytes of them the client has
     * @param answer completed soon, but not when the job ends at this moment
     */
    public void fetchCollected(String sink, long taken, CompletableFuture<Fetched> answer) {
        loop.execute(() -> {
            if (machine.isUp()) {
                collected.fetch(sink, taken, answer);
            } else {
                answer.complete(Fetched.ENDED);
            }
        });
    }

    /** Fails the job for a reason that lies outside of its tasks. */
    public void fail(WeftException why) {
        loop.execute(() -> failJob(FailureCause.of(why.code(), why)));
    }

    private long nowMs() {
        return around.clock().epochMs();
    }

    // ---- scheduling -------------------------------------------------------------------------------------------------

    private void requireSlots() {
        slotProvider.require(jobId(), job.slotsNeeded(), new FromSlotProvider());
    }

    /** On the I/O executor. */
    private void openSources() {
        try {
            SourceCoordinators opened = SourceCoordinators.open(job, around, new FromSources());
            loop.execute(() -> onSourcesOpened(opened));
        } catch (Throwable failure) {
            loop.execute(() -> {
                opening = false;
                failJob(FailureCause.of(ErrorCode.USER_CODE, failure));
                endIfAllEnded();
            });
        }
    }

    private void onSourcesOpened(SourceCoordinators opened) {
        opening = false;
        sources = Optional.of(opened);
        if (machine.status() == JobStatus.CREATED) {
            opened.start();
            deployWhenReady();
        } else {
            endIfAllEnded();
        }
    }

    private void deployWhenReady() {
        if (machine.status() != JobStatus.CREATED || slots.isEmpty() || sources.isEmpty()) {
            return;
        }
        become(JobStatus.RUNNING, slots.size() + " slots are there");
        Map<Subtask, Slot> placement = Placement.place(SlotSharing.of(graph), slots, around.balance());
        executors.add(placement.values());
        executions.deployIn(placement, nowMs());
        try {
            executors.deploy(DeploymentPlan.of(graph, job.jars(), executions, placement));
        } catch (WeftException tooLarge) {
            failJob(FailureCause.of(tooLarge.code(), tooLarge));
        }
    }

    // ---- what tasks say ---------------------------------------------------------------------------------------------

    private void onMetrics(ExecutorId from, List<TaskMetrics> metrics) {
        for (TaskMetrics each : metrics) {
            find(each.attempt(), from).ifPresent(execution -> execution.update(each));
        }
        publisher.publishSoon();
    }

    /** The execution, when it has not ended and runs on the executor that speaks of it. */
    private Optional<Execution> find(ExecutionAttemptId attempt, ExecutorId from) {
        return executions.find(attempt).filter(execution -> !execution.state().isTerminal() && execution.isOn(from));
    }

    private void onTaskState(Execution execution, TaskStateChanged change) {
        execution.update(change.metrics());
        switch (change.state()) {
            case RUNNING -> {
                if (execution.state() == TaskState.DEPLOYING) {
                    execution.become(TaskState.RUNNING, nowMs(), "");
                }
            }
            case FINISHED -> {
                accumulators.add(change.accumulators());
                if (execution.state() == TaskState.CANCELING) {
                    // It finished while our cancellation was on its way; the job goes down all the same.
                    execution.become(TaskState.CANCELED, nowMs(), "had finished before");
                } else {
                    execution.become(TaskState.FINISHED, nowMs(), "");
                }
                commitWhenAllReady();
            }
            case CANCELED -> {
                accumulators.add(change.accumulators());
                if (execution.state() == TaskState.CANCELING) {
                    execution.become(TaskState.CANCELED, nowMs(), "");
                } else {
                    failTask(execution, unaskedCancel(execution));
                }
            }
            case FAILED -> {
                accumulators.add(change.accumulators());
                failTask(
                        execution,
                        change.failure()
                                .orElseGet(() -> FailureCause.of(
                                        ErrorCode.INTERNAL,
                                        new IllegalStateException("task failed and gave no cause"))));
            }
            case CREATED, SCHEDULED, DEPLOYING, CANCELING -> {
                // An executor's own view on the way to one of the states above.
            }
        }
        if (execution.state().isTerminal()) {
            collected.onTaskEnded(execution.id());
            traffic.onTaskEnded(execution.id());
        }
        publisher.publishSoon();
        endIfAllEnded();
    }

    private static FailureCause unaskedCancel(Execution execution) {
        return FailureCause.of(
                ErrorCode.INTERNAL,
                new IllegalStateException(
                        "task " + execution.name() + " was cancelled by its executor without being asked to"));
    }

    private void commitWhenAllReady() {
        if (machine.status() != JobStatus.RUNNING
                || executions.anyCommitting()
                || !CommitDecision.commit(
                        executions.all().stream().map(Execution::candidate).toList())) {
            return;
        }
        List<Execution> waiting = executions.all().stream()
                .filter(execution -> execution.state() == TaskState.RUNNING)
                .toList();
        LOG.info("Job [{}] commits: {} tasks are ready, all others have finished", jobId(), waiting.size());
        waiting.forEach(Execution::markCommitting);
        executors.tell(waiting, Commit::new);
    }

    // ---- going down -------------------------------------------------------------------------------------------------

    private void failTask(Execution execution, FailureCause cause) {
        execution.become(TaskState.FAILED, nowMs(), cause.summary());
        failJob(
                new Failure(
                        nowMs(),
                        cause,
                        Optional.of(execution.name()),
                        execution.slot().map(Slot::executor)),
                List.of(execution.id()));
    }

    private void failJob(FailureCause cause) {
        failJob(new Failure(nowMs(), cause, Optional.empty(), Optional.empty()), List.of());
    }

    /** @param of the attempts that failed by it */
    private void failJob(Failure failure, List<ExecutionAttemptId> of) {
        if (machine.status().isTerminalState()) {
            return;
        }
        boolean first = failures.isEmpty();
        failures.add(failure, of);
        if (!failures.awaitsCulprit()) {
            goDown();
        } else if (first) {
            loop.schedule(CULPRIT_PATIENCE, this::goDown);
        }
        publisher.publishSoon();
        endIfAllEnded();
    }

    private void goDown() {
        if (machine.isUp()) {
            Failure root = failures.root();
            become(
                    JobStatus.FAILING,
                    root.task().map(name -> name + ": ").orElse("")
                            + root.cause().summary());
            cancelTasks();
            endIfAllEnded();
        }
    }

    private void cancelTasks() {
        executors.tell(executions.cancel(nowMs()), Cancel::new);
    }

    private void onExecutorLost(ExecutorId executor, FailureCause cause) {
        List<Execution> all = executions.all().stream()
                .filter(execution -> execution.isOn(executor))
                .toList();
        List<Execution> lost = all.stream()
                .filter(execution -> !execution.state().isTerminal())
                .toList();
        List<ExecutionAttemptId> attempts = all.stream().map(Execution::id).toList();
        if (machine.status() == JobStatus.CREATED) {
            if (slots.stream().anyMatch(slot -> slot.executor().equals(executor))) {
                slots = List.of();
                requireSlots();
            }
        } else if (!lost.isEmpty() || failures.blames(attempts)) {
            executors.remove(executor);
            lostTasks |= !lost.isEmpty();
            lost.forEach(execution -> execution.become(TaskState.FAILED, nowMs(), cause.summary()));
            // One failure for all its tasks: they have one cause.
            failJob(new Failure(nowMs(), cause, Optional.empty(), Optional.of(executor)), attempts);
            endIfAllEnded();
        }
    }

    private void onFault(Throwable fault) {
        LOG.error("The JobMaster of job [{}] broke one of its own rules", jobId(), fault);
        failJob(FailureCause.of(ErrorCode.INTERNAL, fault));
    }

    private void endIfAllEnded() {
        if (ending || opening || !executions.allTerminal() || awaitsCulprit()) {
            return;
        }
        ending = true;
        // What a task has handed over for committing is not its own to remove. Once the commit was decided nobody
        // removes it.
        boolean uncommitted = !executions.anyCommitting() && (lostTasks || machine.status() != JobStatus.RUNNING);
        if (sources.isEmpty() || (accumulators.isEmpty() && !uncommitted)) {
            end();
            return;
        }
        new Closing(graph, sources.get().userClassLoader(), around.io(), loop)
                .run(accumulators, uncommitted, merged -> {
                    publisher.accumulated(merged);
                    end();
                });
    }

    /** All tasks may have ended, the last by an echo of something that is still to be heard of. */
    private boolean awaitsCulprit() {
        return machine.status() == JobStatus.RUNNING && failures.awaitsCulprit();
    }

    private void end() {
        if (machine.status().isGloballyTerminalState()) {
            return;
        }
        switch (machine.status()) {
            case RUNNING -> become(JobStatus.FINISHED, "");
            case FAILING -> become(JobStatus.FAILED, failures.root().cause().summary());
            case CANCELLING -> become(JobStatus.CANCELED, "");
            case INITIALIZING, CREATED, FAILED, CANCELED, FINISHED, RESTARTING, SUSPENDED, RECONCILING ->
                throw new IllegalStateException("job " + jobId() + " ends while it is " + machine.status());
        }
        executors.release();
        slotProvider.release(jobId());
        sources.ifPresent(all -> all.close(around.io()));
        collected.onJobEnded();
        publisher.publishEnd();
        loop.close();
    }

    private void become(JobStatus next, String reason) {
        machine.become(next, nowMs(), reason);
        publisher.publish();
    }

    // ---- who speaks to the job --------------------------------------------------------------------------------------

    private final class FromSlotProvider implements SlotProvider.Client {
        @Override
        public void onSlots(List<Slot> given) {
            loop.execute(() -> {
                slots = List.copyOf(given);
                deployWhenReady();
            });
        }

        @Override
        public void onSlotsUnavailable(WeftException why) {
            fail(why);
        }

        @Override
        public void onExecutorLost(ExecutorId executor, FailureCause cause) {
            loop.execute(() -> JobMaster.this.onExecutorLost(executor, cause));
        }

        @Override
        public void onMessage(ExecutorId executor, JobMessage message) {
            loop.execute(() -> find(message.attempt(), executor)
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
            onTaskState(execution, change);
        }

        @Override
        public void on(ReadyToCommit ready) {
            execution.markReadyToCommit();
            commitWhenAllReady();
        }

        @Override
        public void on(CoordinatorEvent event) {
            sources.ifPresent(all -> traffic.onEvent(execution, event, all));
        }

        @Override
        public void on(CollectorOpened opened) {
            collected.onCollector(opened.sink(), opened.attempt());
        }

        @Override
        public void on(Collected answer) {
            collected.onAnswer(answer.question(), answer.results().bytes());
        }
    }

    private final class FromSources implements SourceCoordinators.Outlet {
        @Override
        public void send(Key source, int subtask, SourceCommand command) {
            loop.execute(() -> traffic.onCommand(source, subtask, command));
        }

        @Override
        public void fail(String sourceName, Throwable failure) {
            Throwable told = failure instanceof UncheckedIOException io ? io.getCause() : failure;
            loop.execute(() -> failJob(
                    new Failure(
                            nowMs(),
                            FailureCause.of(ErrorCode.USER_CODE, told),
                            Optional.of(sourceName),
                            Optional.empty()),
                    List.of()));
        }
    }
}
