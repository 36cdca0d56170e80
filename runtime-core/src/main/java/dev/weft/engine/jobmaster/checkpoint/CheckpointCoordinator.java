package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.api.common.JobID;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.EventLoop.Timer;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.checkpoint.MetadataWrite.Outcome;
import dev.weft.engine.jobmaster.checkpoint.PendingCheckpoint.Part;
import dev.weft.engine.jobmaster.checkpoint.PendingCheckpoint.Phase;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointAcknowledged;
import dev.weft.engine.protocol.ExecutorMessage.CheckpointDeclined;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.ClusterCommands.Taken;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the checkpoints of one job: carries out what {@link CheckpointLedger} decides. Owned by the JobMaster's loop.
 *
 * <p>The way of a checkpoint: its directory is made, enumerators give their state, tasks are triggered and acknowledge,
 * the metadata is written; then it is complete, the tasks are told, and former ones are deleted. Until the metadata is
 * being written it can be given up; from then on only the outcome of the write decides.
 */
@LoopOwned
public final class CheckpointCoordinator {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointCoordinator.class);

    private static final String JOB_ENDS = "the job ends";

    private final CheckpointSettings settings;
    private final CheckpointFiles files;
    private final EnumeratorCheckpoints enumerators;
    private final CheckpointedJob job;
    private final Clock clock;
    private final EventLoop loop;
    private final CheckpointLedger ledger;
    private final CheckpointDisposal disposal;
    private final RestorePoint restorePoint;
    private final OutcomeNotices notices;
    private final Map<Long, Timer> timeouts = new HashMap<>();
    private Optional<Timer> wakeUp = Optional.empty();
    private long wakeUpNs;
    private Optional<FinalSavepoint> stop = Optional.empty();
    private boolean concluded;

    public CheckpointCoordinator(
            CheckpointSetup setup,
            CheckpointFiles files,
            EnumeratorCheckpoints enumerators,
            CheckpointedJob job,
            Clock clock,
            EventLoop loop) {
        this.settings = setup.settings();
        this.files = files;
        this.enumerators = enumerators;
        this.job = job;
        this.clock = clock;
        this.loop = loop;
        this.ledger = new CheckpointLedger(settings);
        this.disposal = new CheckpointDisposal(setup.graph().jobId(), files);
        this.restorePoint = new RestorePoint(setup, ledger, files, disposal);
        this.notices = new OutcomeNotices(setup.graph().jobId(), job, enumerators, clock, settings.remembered());
    }

    /** Whether tasks that have ended their input commit by a checkpoint, and need no other decision. */
    public boolean commitsTasksThatEnd() {
        return settings.isEnabled() && settings.afterTasksFinish();
    }

    // ---- when -------------------------------------------------------------------------------------------------------

    /** The states of tasks have changed: begins the checkpoint that is due, or sets a timer for it. */
    public void consider() {
        loop.assertInLoop();
        if (!settings.isEnabled() && !ledger.hasOrders()) {
            return;
        }
        if (!mayBeTaken()) {
            ledger.becomeUnsteady();
            return;
        }
        long nowNs = clock.nanoTime();
        ledger.becomeSteady(nowNs);
        OptionalLong wait = ledger.nanosUntilDue(nowNs);
        if (wait.isEmpty()) {
            return;
        }
        if (wait.getAsLong() == 0) {
            begin(ledger.begin(nowNs, clock.epochMs()));
        } else if (wakeUp.isEmpty() || nowNs + wait.getAsLong() < wakeUpNs) {
            wakeUp.ifPresent(Timer::cancel);
            wakeUpNs = nowNs + wait.getAsLong();
            wakeUp = Optional.of(loop.schedule(Duration.ofNanos(wait.getAsLong()), () -> {
                wakeUp = Optional.empty();
                consider();
            }));
        }
    }

    private boolean mayBeTaken() {
        return stop.isEmpty()
                && !concluded
                && job.isSteady()
                && (settings.afterTasksFinish() || job.tasks().stream().noneMatch(CheckpointedTask::finished));
    }

    /** Takes a checkpoint or savepoint for a user, as soon as all tasks run. */
    public void take(CheckpointOrder order) {
        loop.assertInLoop();
        Optional<CheckpointOrder> inDirectory = order.in(settings.savepointDirectory());
        if (inDirectory.isEmpty()) {
            order.answer()
                    .completeExceptionally(new WeftException(
                            ErrorCode.INVALID_CONFIGURATION,
                            "it is not said where the savepoint is to be; name a directory, or set "
                                    + CheckpointingOptions.SAVEPOINT_DIRECTORY.key()));
            return;
        }
        CheckpointOrder accepted = inDirectory.get();
        if (concluded) {
            accepted.refuse(JOB_ENDS);
            return;
        }
        ledger.order(accepted);
        loop.schedule(settings.timeout(), () -> {
            if (ledger.drop(accepted)) {
                accepted.refuse("some of the job's tasks do not run");
            }
        });
        consider();
    }

    /** A task has ended its input and waits for a checkpoint to finish. */
    public void onReadyToCommit(ExecutionAttemptId task) {
        loop.assertInLoop();
        repeat(ledger.await(task, clock.nanoTime()), job.nameOf(task) + " has ended its input meanwhile");
        consider();
    }

    // ---- one checkpoint ---------------------------------------------------------------------------------------------

    private void begin(PendingCheckpoint begun) {
        long id = begun.id();
        setTimeout(id);
        files.prepare(
                id,
                begun.order(),
                directory -> {
                    if (ledger.pending(id).isPresent()) {
                        begun.directory(directory);
                        takeStatesOfEnumerators(begun);
                    } else {
                        disposal.discard(directory);
                    }
                },
                failure -> failIfPending(
                        id,
                        ErrorCode.EXTERNAL_SERVICE,
                        "its directory cannot be made: " + failure.getMessage(),
                        failure));
    }

    private void setTimeout(long id) {
        Optional.ofNullable(timeouts.put(id, loop.schedule(settings.timeout(), () -> onTimeout(id))))
                .ifPresent(Timer::cancel);
    }

    private void takeStatesOfEnumerators(PendingCheckpoint begun) {
        enumerators.snapshot(
                begun.id(),
                states -> ledger.pending(begun.id()).ifPresent(pending -> trigger(pending, states)),
                (source, failure) -> failIfPending(
                        begun.id(),
                        ErrorCode.USER_CODE,
                        "the enumerator of source '" + source + "' has not given its state: " + failure,
                        failure));
    }

    private void trigger(PendingCheckpoint begun, Map<OperatorId, Payload> statesOfEnumerators) {
        if (!mayBeTaken()) {
            giveUp(begun, "some of the job's tasks do not run");
            return;
        }
        CheckpointPlan plan = CheckpointPlan.of(restorePoint.graph(), job.tasks(), ledger.waiting());
        begun.collect(statesOfEnumerators, plan);
        CheckpointOrder order = begun.order();
        OptionalLong base = disposal.triggered(begun, isIncremental(order) ? ledger.latest() : Optional.empty());
        job.trigger(
                plan.triggered(),
                new CheckpointRequest(
                        begun.id(),
                        begun.triggeredMs(),
                        order.kind(),
                        order.alignment(settings),
                        order.alignmentTimeoutMs(settings),
                        order.next(),
                        begun.directory(),
                        base));
        enumerators.releaseCommands();
        LOG.info(
                "Job [{}]: {} triggered at {} tasks; {} have to acknowledge",
                jobId(),
                begun.describe(),
                plan.triggered().size(),
                plan.awaited().size());
        job.changed();
        consider();
    }

    private boolean isIncremental(CheckpointOrder order) {
        return settings.incremental() && order.kind() == CheckpointRequest.Kind.CHECKPOINT;
    }

    /** A task has stored its part. */
    public void onAcknowledged(CheckpointAcknowledged part) {
        loop.assertInLoop();
        Part stored = new Part(part.state(), part.timings(), part.ended(), clock.epochMs());
        switch (ledger.acknowledge(part.attempt(), part.checkpointId(), stored)) {
            case IGNORED -> {
                LOG.debug("Job [{}]: ignored {}'s part of checkpoint {}", jobId(), part.attempt(), part.checkpointId());
                disposal.discardLate(part.checkpointId(), part.state());
            }
            case COUNTED -> logPart(part);
            case LAST -> {
                logPart(part);
                ledger.pending(part.checkpointId()).ifPresent(this::store);
            }
        }
    }

    private void logPart(CheckpointAcknowledged part) {
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "Job [{}]: checkpoint {} is stored by {}: {} bytes of state, {} bytes written {}",
                    jobId(),
                    part.checkpointId(),
                    job.nameOf(part.attempt()),
                    part.timings().stateBytes(),
                    part.timings().storedBytes(),
                    CheckpointTexts.phases(part.timings()));
        }
        job.changed();
    }

    /** A task takes no part, or could not store it. */
    public void onDeclined(CheckpointDeclined declined) {
        loop.assertInLoop();
        ledger.pending(declined.checkpointId())
                .filter(pending -> pending.awaits(declined.attempt()))
                .ifPresent(pending -> fail(
                        pending,
                        new WeftException(
                                declined.cause().code(),
                                job.nameOf(declined.attempt()) + " has declined it: "
                                        + declined.cause().summary(),
                                declined.cause().described())));
    }

    /**
     * A task has ended. When it has finished, a checkpoint that awaits its part is taken again, without it; else all that
     * are pending are given up.
     */
    public void onTaskEnded(ExecutionAttemptId task, boolean finished) {
        loop.assertInLoop();
        List<PendingCheckpoint> inVain = ledger.onTaskEnded(task);
        if (finished) {
            repeat(inVain, job.nameOf(task) + " has finished meanwhile");
        } else {
            giveUpAll(job.nameOf(task) + " has failed or was cancelled");
        }
    }

    private void repeat(List<PendingCheckpoint> pending, String why) {
        pending.forEach(each -> {
            ledger.abortAndRepeat(each.id(), clock.nanoTime());
            stopTimeout(each.id());
            notices.aborted(each, why + "; it is taken again");
            disposal.discard(each);
        });
    }

    private void onTimeout(long id) {
        ledger.pending(id).ifPresent(late -> {
            String why = CheckpointTexts.tooLate(late, settings.timeout(), job::nameOf);
            if (late.write().isPresent()) {
                late.write().get().giveUp(new WeftException(ErrorCode.EXTERNAL_SERVICE, why));
            } else {
                fail(late, new WeftException(ErrorCode.EXTERNAL_SERVICE, why));
                restorePoint.onStored();
            }
        });
    }

    // ---- storing ----------------------------------------------------------------------------------------------------

    private void store(PendingCheckpoint complete) {
        setTimeout(complete.id());
        boolean owned = !complete.order().kind().isSavepoint();
        files.assemble(
                complete.complete(),
                restorePoint.graph(),
                metadata -> {
                    if (ledger.pending(complete.id()).isPresent()) {
                        write(complete, files.writeOf(metadata, complete.directory(), owned));
                    }
                },
                unreadable -> failUnwritten(complete, unreadable));
    }

    private void write(PendingCheckpoint complete, MetadataWrite write) {
        try {
            disposal.named(write.metadata());
        } catch (IllegalArgumentException notOfTheBase) {
            failUnwritten(complete, notOfTheBase);
            return;
        }
        complete.write(files.write(write, outcome -> onWritten(complete, write, outcome)));
    }

    private void failUnwritten(PendingCheckpoint complete, Throwable why) {
        failIfPending(complete.id(), ErrorCode.INTERNAL, why.getMessage(), why);
        restorePoint.onStored();
    }

    private void onWritten(PendingCheckpoint complete, MetadataWrite write, Outcome outcome) {
        if (ledger.pending(complete.id()).isEmpty()) {
            discardUnlessWanted(write);
            return;
        }
        if (outcome instanceof Outcome.Done done) {
            onDone(complete, done.checkpoint());
        } else if (outcome instanceof Outcome.NotDone notDone) {
            fail(
                    complete,
                    new WeftException(
                            ErrorCode.EXTERNAL_SERVICE,
                            "its metadata was not written: " + notDone.why().getMessage(),
                            notDone.why()));
        } else {
            onUnknown(complete, write, ((Outcome.Unknown) outcome).why());
        }
        restorePoint.onStored();
        consider();
    }

    /** The write has ended when it was no longer waited for. */
    private void discardUnlessWanted(MetadataWrite write) {
        boolean kept =
                ledger.completed().stream().anyMatch(each -> each.directory().equals(write.directory()));
        if (!kept && !restorePoint.isDoubted(write.directory())) {
            disposal.discard(write.directory());
        }
    }

    private void onDone(PendingCheckpoint complete, CompletedCheckpoint done) {
        CheckpointLedger.Completion completion = ledger.complete(done, clock.nanoTime());
        stopTimeout(done.id());
        disposal.completed(done.id());
        notices.completed(complete, done, restorePoint.graph());
        if (complete.order().stops()) {
            stop = Optional.of(new FinalSavepoint(complete.order(), new Taken(done.id(), done.address())));
        }
        completion.subsumed().forEach(each -> ended(each, "a later one is complete"));
        completion.discarded().forEach(disposal::discard);
    }

    private void onUnknown(PendingCheckpoint unknown, MetadataWrite write, Throwable why) {
        ledger.abort(unknown.id(), clock.nanoTime());
        stopTimeout(unknown.id());
        if (write.owned()) {
            restorePoint.doubt(write, why);
        }
        WeftException failure = new WeftException(
                ErrorCode.EXTERNAL_SERVICE,
                "it is not known whether " + unknown.describe() + " is complete: " + why.getMessage(),
                why);
        notices.unknown(unknown, failure);
        if (write.owned()) {
            job.failOver(failure);
        }
    }

    // ---- failures ---------------------------------------------------------------------------------------------------

    /** Tasks fail, are cancelled, or restart: what they take part in is given up. */
    public void giveUpAll(String why) {
        loop.assertInLoop();
        giveUpPending(why);
        stop.ifPresent(savepoint -> savepoint.notStopped(why));
    }

    private void giveUpPending(String why) {
        ledger.becomeUnsteady();
        ledger.pending().stream()
                .filter(pending -> pending.phase() != Phase.STORING)
                .forEach(pending -> giveUp(pending, why));
    }

    /**
     * Whether the job is ending with a savepoint. Some of its tasks may have finished in the middle of their input: after a
     * failure all must start again.
     */
    public boolean isStopping() {
        loop.assertInLoop();
        return stop.isPresent();
    }

    private void giveUp(PendingCheckpoint pending, String why) {
        ledger.abort(pending.id(), clock.nanoTime());
        ended(pending, why);
    }

    private void failIfPending(long id, ErrorCode code, String why, Throwable cause) {
        ledger.pending(id).ifPresent(pending -> fail(pending, new WeftException(code, why, cause)));
    }

    private void fail(PendingCheckpoint failed, WeftException why) {
        boolean tooMany = ledger.fail(failed.id(), clock.nanoTime());
        ended(failed, why.getMessage());
        if (tooMany) {
            job.failOver(new WeftException(
                    why.code(),
                    failed.describe() + " has failed: " + why.getMessage()
                            + "; with it more checkpoints in a row have failed than the "
                            + settings.tolerableFailures() + " that "
                            + CheckpointingOptions.TOLERABLE_FAILURE_NUMBER.key() + " allows",
                    why.getCause()));
        } else {
            consider();
        }
    }

    private void ended(PendingCheckpoint over, String why) {
        stopTimeout(over.id());
        notices.ended(over, why);
        disposal.discard(over);
    }

    private void stopTimeout(long id) {
        Optional.ofNullable(timeouts.remove(id)).ifPresent(Timer::cancel);
    }

    // ---- restarts and the end ---------------------------------------------------------------------------------------

    /**
     * Makes certain what tasks that are deployed next go on from. One of the callbacks follows, at once when it is
     * certain already; {@link #restored} is valid until the next event.
     */
    public void settle(Runnable ready, Consumer<Throwable> failed) {
        loop.assertInLoop();
        restorePoint.settle(ready, failed::accept);
    }

    /** The state that tasks go on from. */
    public RestoredState restored() {
        loop.assertInLoop();
        return restorePoint.state();
    }

    /** Whether that is still the state that the job was submitted with. */
    public boolean isAtSubmittedState() {
        loop.assertInLoop();
        return restorePoint.isAtSubmittedState();
    }

    /** Tasks are deployed with {@link #restored}. */
    public void onDeployed(int tasks) {
        loop.assertInLoop();
        stop = Optional.empty();
        ledger.latest().ifPresent(latest -> notices.restored(latest, tasks));
    }

    /** The job; its vertices have as many key groups as the restored state. */
    public JobGraph graph() {
        loop.assertInLoop();
        return restorePoint.graph();
    }

    /** What a restart means for the job's state, for people. */
    public String describeRestart() {
        loop.assertInLoop();
        return ledger.latest()
                .map(latest -> "They go on from " + latest.describe())
                .orElse(
                        ledger.isStoring()
                                ? "They go on from the checkpoint that is being stored"
                                : "Without a complete checkpoint they begin anew from their sources; what they had in state is"
                                        + " lost");
    }

    /** All tasks have ended: no checkpoint is begun any more, and those that are being taken are given up. */
    public Conclusion conclude() {
        loop.assertInLoop();
        concluded = true;
        giveUpPending(JOB_ENDS);
        ledger.dropOrders().forEach(order -> order.refuse(JOB_ENDS));
        return new Conclusion(settings.retention(), ledger, files, disposal, restorePoint, () -> stop, loop);
    }

    public CheckpointStatistics statistics() {
        loop.assertInLoop();
        return notices.statistics(ledger.pending());
    }

    private JobID jobId() {
        return restorePoint.graph().jobId();
    }
}
