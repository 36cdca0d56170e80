package dev.weft.engine.jobmaster;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.checkpoint.CheckpointCoordinator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Deploys subtasks to executors, the first time and after every failure: it waits until everything that they need is
 * ready, then sends one deployment message to each executor. Owned by the JobMaster's loop.
 */
@LoopOwned
final class Deployer {

    /** Callbacks to the job. */
    interface Job {
        /** All preconditions hold; the deployments are about to be sent. */
        void onDeploying();

        /** The user's classes or sources cannot be loaded; a retry can help when it is the fault of a store. */
        void onUnreadable(Throwable failure);

        /** A deployment exceeds the maximum size of a message. */
        void onTooLarge(WeftException failure);

        /** A precondition has come true; the callee must call {@link Deployer#advance}. */
        void advance();
    }

    private final JobSubmission submission;
    private final ExecutionGraph executions;
    private final JobSlots slots;
    private final SourceCoordinators sources;
    private final CheckpointCoordinator checkpoints;
    private final ExecutorMessenger executors;
    private final AccumulatorLedger accumulators;
    private final Clock clock;
    private final Job job;

    private Optional<PendingDeployment> pending = Optional.empty();

    Deployer(
            JobSubmission submission,
            ExecutionGraph executions,
            JobSlots slots,
            SourceCoordinators sources,
            CheckpointCoordinator checkpoints,
            ExecutorMessenger executors,
            AccumulatorLedger accumulators,
            Clock clock,
            Job job) {
        this.submission = submission;
        this.executions = executions;
        this.slots = slots;
        this.sources = sources;
        this.checkpoints = checkpoints;
        this.executors = executors;
        this.accumulators = accumulators;
        this.clock = clock;
        this.job = job;
    }

    /** Starts the job's first deployment: opens the user's classes and requests slots at the same time. */
    void start(Set<SubtaskId> all) {
        begin(all).endDelay();
        executions.schedule(all, clock.epochMs());
        sources.open(job::advance, job::onUnreadable);
    }

    /** Starts a deployment of these subtasks, in place of any other. */
    PendingDeployment begin(Set<SubtaskId> subtasks) {
        PendingDeployment next = new PendingDeployment(subtasks);
        pending = Optional.of(next);
        slots.requireAll();
        return next;
    }

    /** Cancels the pending deployment. */
    void stop() {
        pending = Optional.empty();
        slots.settleForWhatIsThere();
    }

    Optional<PendingDeployment> pending() {
        return pending;
    }

    /** Sends the pending deployment as soon as all preconditions hold. */
    void advance() {
        if (sources.userClassLoader().isPresent()) {
            pending.ifPresent(this::advance);
        }
    }

    private void advance(PendingDeployment next) {
        if (!next.delayOver() || sources.isBusy() || executions.anyOnExecutor(next.subtasks())) {
            return;
        }
        switch (next.sources()) {
            case UNTOUCHED -> prepareSources(next);
            case PREPARING -> {
                // Continues when they are ready.
            }
            case READY -> {
                if (slots.complete()) {
                    deploy(next);
                }
            }
        }
    }

    /** If others join meanwhile, all are prepared again. */
    private void prepareSources(PendingDeployment next) {
        next.sources(PendingDeployment.Sources.PREPARING);
        Set<SubtaskId> prepared = new LinkedHashSet<>(next.subtasks());
        accumulators.forget(prepared);
        executions.schedule(prepared, clock.epochMs());
        checkpoints.settle(
                () -> {
                    if (isPending(next)) {
                        beginSources(next, prepared);
                    }
                },
                failure -> {
                    if (isPending(next)) {
                        job.onUnreadable(failure);
                    }
                });
    }

    private boolean isPending(PendingDeployment next) {
        return pending.filter(next::equals).isPresent();
    }

    private void beginSources(PendingDeployment next, Set<SubtaskId> prepared) {
        sources.begin(
                prepared,
                checkpoints.restored(),
                () -> {
                    next.sources(
                            prepared.equals(next.subtasks())
                                    ? PendingDeployment.Sources.READY
                                    : PendingDeployment.Sources.UNTOUCHED);
                    job.advance();
                },
                job::onUnreadable);
    }

    private void deploy(PendingDeployment next) {
        pending = Optional.empty();
        job.onDeploying();
        for (Execution execution : executions.get(next.subtasks())) {
            execution.deployTo(slots.of(execution.id().subtaskId()), clock.epochMs());
            execution.slot().ifPresent(executors::add);
        }
        try {
            executors.deploy(DeploymentPlan.of(
                    checkpoints.graph(), submission.jars(), executions, next.subtasks(), checkpoints.restored()));
            checkpoints.onDeployed(next.subtasks().size());
        } catch (WeftException tooLarge) {
            job.onTooLarge(tooLarge);
        }
    }
}
