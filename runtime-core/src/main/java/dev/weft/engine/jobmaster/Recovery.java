package dev.weft.engine.jobmaster;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.checkpoint.CheckpointCoordinator;
import dev.weft.engine.view.JobView.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failure handling of a running job: waits for the root cause of an echo (see {@link FailureLedger}), merges failures
 * into a restart that is under way, and carries out what {@link Failover} decides. Owned by the JobMaster's loop.
 */
@LoopOwned
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /**
     * How long the failure of a task that lost its peer waits for the report of the peer's own failure. A report takes
     * milliseconds; a broken connection to an executor is noticed as fast.
     */
    static final Duration CULPRIT_PATIENCE = Duration.ofSeconds(3);

    /** The job that fails. */
    interface Job {
        /** Whether it is neither ending nor ended. */
        boolean isUp();

        /** The whole job is being restarted. */
        void onRestarting(String reason);

        /**
         * Tasks are being restarted.
         *
         * @param told one line for people: what has failed, which restart it is, when it follows, and from what state
         */
        void tellRestart(String told);

        /** Cancels what runs of these. */
        void cancel(Set<SubtaskId> subtasks);

        /**
         * The job fails.
         *
         * @param why it is not restarted; may be empty
         */
        void giveUp(String why);

        /** See {@link Deployer.Job#advance}. */
        void advance();
    }

    private final JobGraph graph;
    private final FailureCases failures;
    private final Failover failover;
    private final CheckpointCoordinator checkpoints;
    private final Deployer deployer;
    private final Clock clock;
    private final EventLoop loop;
    private final Job job;

    Recovery(
            JobGraph graph,
            FailureCases failures,
            Failover failover,
            CheckpointCoordinator checkpoints,
            Deployer deployer,
            Clock clock,
            EventLoop loop,
            Job job) {
        this.graph = graph;
        this.failures = failures;
        this.failover = failover;
        this.checkpoints = checkpoints;
        this.deployer = deployer;
        this.clock = clock;
        this.loop = loop;
        this.job = job;
    }

    /** @param of the attempts that failed by it; none when it is everybody's failure */
    void onFailure(Failure failure, List<ExecutionAttemptId> of) {
        loop.assertInLoop();
        failures.current().add(failure, of);
        answer(of.isEmpty());
    }

    /** An executor was lost. One failure for all its tasks: they have one cause. */
    void onLoss(Failure failure, ExecutorId executor, List<ExecutionAttemptId> of, boolean explained) {
        loop.assertInLoop();
        failures.current().add(failure, of);
        if (!explained) {
            failures.current().awaitExplanationOf(executor);
        }
        answer(false);
    }

    /**
     * Merges or answers the failure.
     *
     * @param everybodys whether it is no task's failure, and so never part of a restart that is on its way
     */
    private void answer(boolean everybodys) {
        if (!job.isUp()) {
            return;
        }
        if (!everybodys && deployer.pending().isPresent()) {
            join(deployer.pending().get());
        } else if (failures.current().awaitsCulprit()) {
            FailureLedger echoes = failures.current();
            loop.schedule(CULPRIT_PATIENCE, () -> {
                if (job.isUp()
                        && failures.isOpen()
                        && failures.current() == echoes
                        && deployer.pending().isEmpty()) {
                    decide(false);
                }
            });
        } else {
            decide(everybodys);
        }
    }

    /** Subtasks that have failed meanwhile join the pending restart, and no further restart is counted. */
    private void join(PendingDeployment restart) {
        Set<SubtaskId> affected = failover.affected();
        if (!restart.contains(affected)) {
            LOG.info("Job [{}]: further failed tasks join the pending restart", graph.jobId());
            restart.join(affected);
            show(restart);
            job.cancel(affected);
        }
    }

    private void decide(boolean everything) {
        Failure root = failures.current().root();
        Failover.Plan plan = isHopeless(root)
                ? new Failover.Plan.Fail("")
                : failover.plan(root, everything || checkpoints.isStopping(), clock.nanoTime());
        if (plan instanceof Failover.Plan.Restart restart) {
            restart(restart, root);
        } else {
            job.giveUp(((Failover.Plan.Fail) plan).why());
        }
        job.advance();
    }

    /**
     * A job whose first state is damaged can never begin. Later it has checkpoints of its own, which its failure might
     * delete: then it is for a person to end it.
     */
    private boolean isHopeless(Failure root) {
        return root.cause().code() == ErrorCode.DAMAGED_STATE && checkpoints.isAtSubmittedState();
    }

    private void restart(Failover.Plan.Restart plan, Failure root) {
        failures.countRestart();
        String told = "Job '" + graph.name() + "' [" + graph.jobId() + "] restarts "
                + plan.subtasks().size() + " of " + failover.everything().size() + " tasks in "
                + plan.delay().toMillis() + " ms, restart " + failures.restarts() + ": " + Reports.describe(root)
                + ". " + checkpoints.describeRestart();
        LOG.info(told);
        job.tellRestart(told);
        PendingDeployment next = deployer.begin(plan.subtasks());
        show(next);
        job.cancel(plan.subtasks());
        loop.schedule(plan.delay(), () -> {
            next.endDelay();
            job.advance();
        });
    }

    /** Publishes the restart: that of a part leaves the job RUNNING. */
    private void show(PendingDeployment restart) {
        if (restart.contains(failover.everything())) {
            job.onRestarting(Reports.describe(failures.current().root()));
        }
    }
}
