package dev.weft.engine.jobmaster;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.WeftException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Deploys subtasks to executors, the first time and after every failure: it waits until everything that they need is
 * ready, then sends one deployment message to each executor. Owned by the JobMaster's loop.
 */
@LoopOwned
final class Deployer {

    /** The job that is deployed. */
    interface Job {
        /** Everything is there: the deployments are about to be sent. */
        void onDeploying();

        /** The user's classes or sources cannot be read. */
        void onUnreadable(Throwable failure);

        /** A deployment is larger than a message may be. */
        void onTooLarge(WeftException failure);

        /** Something has come that was waited for; calls {@link Deployer#advance}. */
        void advance();
    }

    private final JobSubmission submission;
    private final ExecutionGraph executions;
    private final JobSlots slots;
    private final SourceCoordinators sources;
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
            ExecutorMessenger executors,
            AccumulatorLedger accumulators,
            Clock clock,
            Job job) {
        this.submission = submission;
        this.executions = executions;
        this.slots = slots;
        this.sources = sources;
        this.executors = executors;
        this.accumulators = accumulators;
        this.clock = clock;
        this.job = job;
    }

    /** Begins with the job: opens the user's classes and asks for slots at the same time. */
    void start(Set<SubtaskId> all) {
        begin(all).endDelay();
        executions.schedule(all, clock.epochMs());
        sources.open(job::advance, job::onUnreadable);
    }

    /** From now on these are to be deployed, and nothing else. */
    PendingDeployment begin(Set<SubtaskId> subtasks) {
        PendingDeployment next = new PendingDeployment(subtasks);
        pending = Optional.of(next);
        slots.requireAll();
        return next;
    }

    /** Nothing is to be deployed any more. */
    void stop() {
        pending = Optional.empty();
        slots.settleForWhatIsThere();
    }

    Optional<PendingDeployment> pending() {
        return pending;
    }

    /** Deploys what is pending, as soon as all is there that it needs. */
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
                // Goes on when they are ready.
            }
            case READY -> {
                if (slots.complete()) {
                    deploy(next);
                }
            }
        }
    }

    private void prepareSources(PendingDeployment next) {
        next.sources(PendingDeployment.Sources.PREPARING);
        accumulators.forget(next.subtasks());
        executions.schedule(next.subtasks(), clock.epochMs());
        Set<SubtaskId> prepared = new LinkedHashSet<>(next.subtasks());
        sources.begin(
                prepared,
                () -> {
                    // When others have joined meanwhile, all are prepared once more.
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
            executors.deploy(DeploymentPlan.of(submission.graph(), submission.jars(), executions, next.subtasks()));
        } catch (WeftException tooLarge) {
            job.onTooLarge(tooLarge);
        }
    }
}
