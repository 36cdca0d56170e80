package dev.weft.engine.jobmaster;

import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.jobmaster.checkpoint.CheckpointCoordinator;
import dev.weft.engine.protocol.MasterMessage.Commit;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commit of tasks that have ended their input and hold back effects. In a job that takes checkpoints they commit by
 * the next one; else all together, when every other task has finished ({@link CommitDecision}). Owned by the JobMaster's
 * loop.
 */
@LoopOwned
final class Commits {

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final ExecutionGraph executions;
    private final ExecutorMessenger executors;
    private final CheckpointCoordinator checkpoints;
    private final BooleanSupplier deployed;

    /** @param deployed whether the job is RUNNING and no deployment is pending */
    Commits(
            ExecutionGraph executions,
            ExecutorMessenger executors,
            CheckpointCoordinator checkpoints,
            BooleanSupplier deployed) {
        this.executions = executions;
        this.executors = executors;
        this.checkpoints = checkpoints;
        this.deployed = deployed;
    }

    void onReady(Execution task) {
        task.markReadyToCommit();
        if (checkpoints.commitsTasksThatEnd()) {
            checkpoints.onReadyToCommit(task.id());
        } else {
            commitWhenAllReady();
        }
    }

    /** A task has ended: the others may commit now. */
    void commitWhenAllReady() {
        List<Execution> ready = checkpoints.commitsTasksThatEnd() ? List.of() : executions.readyToCommit();
        if (deployed.getAsBoolean() && !ready.isEmpty()) {
            LOG.info(
                    "Job [{}] commits: {} tasks are ready, all others have finished",
                    checkpoints.graph().jobId(),
                    ready.size());
            ready.forEach(Execution::markCommitting);
            executors.tell(ready, Commit::new);
        }
    }
}
