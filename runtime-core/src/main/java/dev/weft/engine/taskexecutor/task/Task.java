package dev.weft.engine.taskexecutor.task;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.StateRecoveryOptions;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.checkpoint.LocalReads;
import dev.weft.engine.checkpoint.SnapshotSettings;
import dev.weft.engine.checkpoint.SnapshotStores;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.TaskThreads;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Exchange;
import dev.weft.engine.exchange.IoCounters;
import dev.weft.engine.exchange.PeerLostException;
import dev.weft.engine.exchange.TaskCanceledException;
import dev.weft.engine.exchange.TaskChannels;
import dev.weft.engine.exchange.TaskEndpoint;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.graph.ChainPayload;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.NetworkOutput;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureOrigin;
import dev.weft.engine.protocol.MasterMessage.SourceCommand;
import dev.weft.engine.protocol.TaskState;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.taskexecutor.operator.IterationHeadOperator;
import dev.weft.engine.taskexecutor.operator.LegacySourceOperator;
import dev.weft.engine.taskexecutor.operator.Operators;
import dev.weft.engine.taskexecutor.operator.SourceOperator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution attempt of a subtask, on a thread of its own. The thread owns the operators and the ends of the
 * channels. Others reach them through the mailbox; only {@link #cancel} takes effect at once.
 *
 * <p>Life: DEPLOYING while channels and operators are opened, RUNNING until the input has ended and effects are
 * committed, then exactly one terminal event, after which all resources of the task are released.
 */
final class Task implements RunningTask, Runnable, CancellationWatchdog.Cancelled {

    private static final Logger LOG = LoggerFactory.getLogger(Task.class);

    /** Services of the task engine that a task uses. */
    record Services(
            Exchange exchange,
            EventLoop timers,
            SlotShares slots,
            Machine machine,
            IoExecutor io,
            TaskEngineSettings settings,
            CancellationWatchdog cancellationWatchdog,
            Consumer<Task> onEnd) {}

    private final TaskPlan plan;
    private final TaskEvents events;
    private final Services services;
    private final JobShare job;
    private final TaskIdentity identity;
    private final TaskThreads threads;
    private final Thread thread;
    private final Wakeup wakeup;
    private final Backpressure backpressure;
    private final Mailbox mailbox;
    private final IoCounters counters = new IoCounters();
    private final TaskOutlet outlet;
    private final TaskTimers timers;
    private final ReadDeadline reads;
    private volatile TaskState state = TaskState.DEPLOYING;
    private volatile boolean exited;
    private volatile InputLoop loop = InputLoop.NONE;
    private TaskCheckpoints checkpoints;
    private boolean commitRequested;
    private boolean saidReady;

    /** Whether the task failed on its own before it was cancelled; the cancellation must not hide that. */
    private boolean failedByItself;

    private Optional<FailureOrigin> followsFrom = Optional.empty();

    /** A call that hangs, of which the task is told by an interrupt. */
    private Optional<WeftException> hang = Optional.empty();

    Task(TaskPlan plan, TaskEvents events, Services services, JobShare job) {
        this.plan = plan;
        this.events = events;
        this.services = services;
        this.job = job;
        this.outlet = new TaskOutlet(plan.attempt(), events);
        this.identity = TaskIdentity.of(plan);
        this.threads = services.machine().threads();
        this.thread = threads.create("Task " + identity.getTaskNameWithSubtasks(), plan.userClassLoader(), this);
        this.wakeup = new Wakeup(services.machine());
        this.backpressure = new Backpressure(wakeup, new YieldFlag());
        this.mailbox = new Mailbox(backpressure);
        this.timers = new TaskTimers(
                services.timers(),
                mailbox,
                backpressure.yield(),
                services.machine().clock());
        this.reads = new ReadDeadline(services.timers(), services.machine().clock(), this::failBecauseOfHang);
    }

    void start() {
        job.merging().onTaskStarted();
        threads.start(thread);
    }

    @Override
    public Thread thread() {
        return thread;
    }

    // ---- from any thread ----

    @Override
    public ExecutionAttemptId attempt() {
        return plan.attempt();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            if (state.isTerminal() || state == TaskState.CANCELING) {
                return;
            }
            become(TaskState.CANCELING, "told to stop");
        }
        wakeup.cancel();
        backpressure.yield().raise();
        loop.cancel();
        threads.interrupt(thread);
        services.cancellationWatchdog().watch(this);
    }

    @Override
    public boolean interruptAgain() {
        if (exited) {
            return true;
        }
        loop.cancel();
        threads.interrupt(thread);
        return false;
    }

    @Override
    public void commit() {
        mailbox.put(() -> commitRequested = true);
    }

    @Override
    public void triggerCheckpoint(CheckpointRequest request) {
        mailbox.put(() -> checkpoints.trigger(request));
    }

    @Override
    public void checkpointCompleted(long checkpointId, boolean allEnded) {
        job.copies().completed(checkpointId);
        mailbox.put(() -> checkpoints.completed(checkpointId, allEnded));
    }

    @Override
    public void checkpointAborted(long checkpointId) {
        job.copies().aborted(checkpointId);
        mailbox.put(() -> checkpoints.aborted(checkpointId));
    }

    @Override
    public void deliver(int operator, SourceCommand command) {
        mailbox.put(() -> checkpoints.runBehindBarrier(() -> loop.deliver(operator, command)));
    }

    @Override
    public Payload fetchCollected(String sink, long offset) {
        return new Payload(outlet.fetchCollected(sink, offset));
    }

    @Override
    public TaskMetrics metrics() {
        return new TaskMetrics(
                plan.topology().jobId(),
                plan.attempt(),
                counters.recordsIn(),
                counters.recordsOut(),
                counters.bytesIn(),
                counters.bytesOut());
    }

    /** User code is exiting the process. */
    void failBecauseOfExit(Throwable where) {
        synchronized (this) {
            if (state.isTerminal()) {
                return;
            }
            state = TaskState.FAILED;
        }
        events.onFailed(plan.attempt(), failures().causeOf(new UserCodeFailure(identity.getTaskName(), where)));
    }

    /** The storage does not answer: the task fails when it has ended, and the executor when the task does not end. */
    private void failBecauseOfHang(String what) {
        synchronized (this) {
            if (state.isTerminal() || state == TaskState.CANCELING) {
                return;
            }
            hang = Optional.of(new WeftException(ErrorCode.EXTERNAL_SERVICE, what));
        }
        LOG.warn("Task {} is interrupted: {}", this, what);
        threads.interrupt(thread);
        services.cancellationWatchdog().watch(this);
    }

    private Failures failures() {
        return new Failures(toString(), services.settings().ownProcess());
    }

    // ---- the task's thread ----

    @Override
    public void run() {
        Map<String, Payload> accumulators = Map.of();
        Throwable failure = null;
        wakeup.own();
        try {
            accumulators = runToTheEnd();
        } catch (Throwable t) {
            judge(t);
            failure = hung(t);
        }
        exited = true;
        Thread.interrupted();
        timers.stop();
        mailbox.close();
        try {
            report(failure, accumulators);
        } finally {
            job.merging().onTaskEnded();
            services.onEnd().accept(this);
        }
    }

    private Map<String, Payload> runToTheEnd() throws Exception {
        ChainSpec spec = ChainPayload.read(plan.chain(), plan.blobs(), plan.userClassLoader(), identity.getTaskName());
        TaskEndpoint endpoint = new TaskEndpoint(plan.self(), plan.topology(), plan.attempt(), spec);
        LocalReads local = new LocalReads(
                Configuration.fromMap(plan.topology().configuration()).get(StateRecoveryOptions.LOCAL_RECOVERY)
                        ? Optional.of(job.copies())
                        : Optional.empty());
        Map<OperatorId, OperatorPieces> restored = plan.restored()
                .map(state -> StateCodec.decode(state, reads, local))
                .orElse(Map.of());
        List<InFlightPiece> inFlight = restored.values().stream()
                .flatMap(pieces -> pieces.inFlight().stream())
                .toList();
        try (SlotShares.Lease shared = services.slots().lease(plan.slot());
                TaskChannels channels = services.exchange().open(endpoint, backpressure, counters, inFlight)) {
            LoopControl control = new LoopControl(
                    mailbox,
                    backpressure,
                    flushing(spec, channels),
                    services.machine().clock());
            RunningTaskContext context = new RunningTaskContext(
                    plan,
                    spec,
                    restored,
                    job,
                    shared,
                    mailbox,
                    backpressure,
                    control,
                    timers,
                    outlet,
                    services.machine().clock(),
                    services.io(),
                    services.settings().host());
            Chain chain = Chain.build(spec, new Operators(context), channels.outputs());
            CheckpointSettings settings = CheckpointSettings.of(context.configuration());
            checkpoints = new TaskCheckpoints(new TaskCheckpoints.Parts(
                    chain,
                    channels,
                    mailbox,
                    backpressure,
                    counters,
                    services.timers(),
                    services.io(),
                    new SnapshotWriting.Environment(
                            request -> storeFor(request, settings.snapshots()),
                            services.machine().clock(),
                            plan.userClassLoader()),
                    new Answers()));
            boolean well = false;
            try (InputStage stage = InputStages.of(spec, chain, context)) {
                if (plan.ended()) {
                    loop = new EndedLoop(channels, control, checkpoints);
                    checkpoints.onEndOfInput();
                    becomeRunning();
                    chain.commitRestored();
                    loop.run();
                    keepUnionState(chain, control, settings.isEnabled() && settings.afterTasksFinish());
                    control.runMailsUntil(checkpoints::isQuiet);
                } else {
                    chain.open();
                    local.describe().ifPresent(what -> LOG.info("Task {} {}", this, what));
                    loop = loopFor(chain, stage, channels, control, endedGates(spec, restored));
                    checkpoints.begin(loop);
                    becomeRunning();
                    runLoop(chain, control, settings.isEnabled() && settings.afterTasksFinish());
                }
                well = true;
            } catch (Throwable t) {
                judge(t, endpoint, channels);
                throw t;
            } finally {
                close(chain, well);
            }
            return context.accumulators().serialized();
        }
    }

    private SnapshotStore storeFor(CheckpointRequest request, SnapshotSettings settings) {
        SnapshotStore store = SnapshotStores.of(request, settings, plan.attempt(), job.merging());
        return settings.keptLocally() ? job.copies().keeping(request, store) : store;
    }

    private Flushing flushing(ChainSpec spec, TaskChannels channels) {
        List<Long> timeoutsMs =
                spec.outputs().stream().map(NetworkOutput::bufferTimeoutMs).toList();
        Flushing flushing =
                new Flushing(channels.outputs(), timeoutsMs, services.machine().clock());
        mailbox.beforeSleep(flushing::onIdle);
        return flushing;
    }

    /** The inputs of the chain's head whose end is part of the restored state. */
    private static Set<Integer> endedGates(ChainSpec spec, Map<OperatorId, OperatorPieces> restored) {
        return restored.getOrDefault(spec.operators().get(0).id(), OperatorPieces.NONE)
                .endedGates();
    }

    private InputLoop loopFor(
            Chain chain, InputStage stage, TaskChannels channels, LoopControl control, Set<Integer> endedGates) {
        if (chain.head() instanceof SourceOperator source) {
            return new SourceLoop(source, wakeup, control);
        }
        if (chain.head() instanceof LegacySourceOperator source) {
            return new LegacySourceLoop(source, threads, thread, mailbox, wakeup, control.flushing(), checkpoints);
        }
        if (chain.head() instanceof IterationHeadOperator head && chain.inputs() == 0) {
            return new FeedbackLoop(head, control.flushing());
        }
        return new NetworkLoop(stage, channels.inputs(), control, checkpoints, endedGates);
    }

    private void becomeRunning() {
        synchronized (this) {
            wakeup.checkCanceled();
            become(TaskState.RUNNING, "all operators are open");
        }
        events.onRunning(plan.attempt());
    }

    private void runLoop(Chain chain, LoopControl control, boolean takesCheckpoints) throws Exception {
        try {
            loop.run();
            timers.stop();
            commit(chain, control, takesCheckpoints);
            control.runMailsUntil(checkpoints::isQuiet);
        } catch (StoppedException stopped) {
            timers.stop();
            // Also what is to be tried again: perhaps nobody ever goes on from the savepoint that holds it.
            chain.commit();
        }
    }

    /**
     * Waits for the JobManager's commit, or for a checkpoint that covers the end of the input; both make everything
     * visible.
     */
    private void commit(Chain chain, LoopControl control, boolean takesCheckpoints) {
        checkpoints.onEndOfInput();
        if (chain.commits() || takesCheckpoints && chain.actsOnCheckpoints()) {
            sayReady();
            control.runMailsUntil(() -> commitRequested || checkpoints.coversTheEnd());
            chain.commit();
        }
        keepUnionState(chain, control, takesCheckpoints);
    }

    /**
     * A task with union lists takes part in checkpoints until one is complete at which all instances of its vertex had
     * ended: as long as one goes on, it would be restored with the lists of all.
     */
    private void keepUnionState(Chain chain, LoopControl control, boolean takesCheckpoints) {
        if (takesCheckpoints && chain.hasUnionState() && !checkpoints.isReleased()) {
            sayReady();
            control.runMailsUntil(checkpoints::isReleased);
        }
    }

    private void sayReady() {
        if (!saidReady) {
            saidReady = true;
            events.onReadyToCommit(plan.attempt());
        }
    }

    /** Answers to checkpoints; called from I/O threads, too. */
    private final class Answers implements CheckpointAnswers {
        @Override
        public void stored(long checkpointId, Payload state, CheckpointTimings timings, boolean ended) {
            events.onCheckpointStored(plan.attempt(), checkpointId, state, timings, ended);
        }

        @Override
        public void declined(long checkpointId, Throwable cause) {
            LOG.info("Task {} declines checkpoint {}", Task.this, checkpointId, cause);
            events.onCheckpointDeclined(plan.attempt(), checkpointId, failures().causeOf(cause));
        }
    }

    private void close(Chain chain, boolean well) {
        timers.stop();
        checkpoints.close();
        if (!well) {
            Thread.interrupted();
        }
        try {
            chain.close();
        } catch (Chain.CloseFailure e) {
            if (well) {
                UserCodeFailure failure = new UserCodeFailure(e.operator(), e.getCause());
                judge(failure);
                throw failure;
            }
            LOG.warn("Task {} failed to close operator '{}' after its end", this, e.operator(), e.getCause());
        }
    }

    /**
     * Decides what the failure is reported as: the loss of a peer, if the task was told of one, whatever exception the
     * user's code made of that.
     */
    private void judge(Throwable failure, TaskEndpoint endpoint, TaskChannels channels) {
        followsFrom = PeerLostException.in(failure).or(channels::lostPeer).map(endpoint::origin);
        judge(failure);
    }

    /**
     * Called before the channels are closed: after that other tasks fail because of this one, and it may be cancelled
     * for that.
     */
    private synchronized void judge(Throwable failure) {
        if (state != TaskState.CANCELING && followsFrom.isEmpty() && !(failure instanceof TaskCanceledException)) {
            failedByItself = true;
        }
    }

    private void report(Throwable failure, Map<String, Payload> accumulators) {
        TaskState end;
        synchronized (this) {
            if (state.isTerminal()) {
                return;
            }
            if (failure == null && state == TaskState.RUNNING) {
                end = TaskState.FINISHED;
            } else if (!failedByItself && (state == TaskState.CANCELING || failure instanceof TaskCanceledException)) {
                end = TaskState.CANCELED;
            } else {
                end = TaskState.FAILED;
            }
            become(end, failure == null ? "end of input" : failure.toString());
        }
        switch (end) {
            case FINISHED -> events.onFinished(plan.attempt(), accumulators);
            case CANCELED -> events.onCanceled(plan.attempt());
            default -> events.onFailed(plan.attempt(), failures().causeOf(failure, followsFrom));
        }
    }

    /** The failure of a task, as it is to be reported. */
    private synchronized Throwable hung(Throwable failure) {
        hang.ifPresent(cause -> cause.addSuppressed(failure));
        return hang.<Throwable>map(cause -> cause).orElse(failure);
    }

    private void become(TaskState next, String reason) {
        if (!state.mayBecome(next)) {
            throw new WeftException(ErrorCode.INTERNAL, "task " + this + " is " + state + " and cannot become " + next);
        }
        LOG.info("Task {} ({}): {} -> {}, {}", this, plan.attempt(), state, next, reason);
        state = next;
    }

    @Override
    public String toString() {
        return identity.getTaskNameWithSubtasks();
    }
}
