package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.api.common.JobStatus;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import dev.weft.engine.common.LoopOwned;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletion of a job's checkpoints after its last task has ended, but of those that are kept. What may be complete, but is
 * not known to be, is kept. Used once, by the JobMaster's loop.
 */
@LoopOwned
final class Cleanup {

    private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);

    private final ExternalizedCheckpointRetention retention;
    private final CheckpointLedger ledger;
    private final CheckpointFiles files;
    private final CheckpointDisposal disposal;
    private final RestorePoint restorePoint;
    private final JobStatus end;
    private final Consumer<Boolean> then;
    private boolean over;

    /**
     * @param end the state in which the job ends
     * @param then gets whether a checkpoint is kept; called once
     */
    Cleanup(
            ExternalizedCheckpointRetention retention,
            CheckpointLedger ledger,
            CheckpointFiles files,
            CheckpointDisposal disposal,
            RestorePoint restorePoint,
            JobStatus end,
            Consumer<Boolean> then) {
        this.retention = retention;
        this.ledger = ledger;
        this.files = files;
        this.disposal = disposal;
        this.restorePoint = restorePoint;
        this.end = end;
        this.then = then;
    }

    /** No metadata is being written any more. */
    void begin() {
        if (over) {
            return;
        }
        Map<Boolean, List<CompletedCheckpoint>> byKept = ledger.completed().stream()
                .filter(CompletedCheckpoint::owned)
                .collect(Collectors.partitioningBy(this::isKept));
        byKept.get(true).forEach(this::keep);
        byKept.get(false).forEach(disposal::discard);
        disposal.discardUndeleted();
        if (files.areUsed()) {
            files.release(this::end);
        } else {
            end();
        }
    }

    private void keep(CompletedCheckpoint kept) {
        LOG.info("The job keeps {}", kept.describe());
        if (kept.claimed()) {
            files.unclaim(kept.directory());
        }
    }

    private boolean isKept(CompletedCheckpoint checkpoint) {
        boolean wanted = switch (retention) {
            case NO_EXTERNALIZED_CHECKPOINTS -> false;
            case DELETE_ON_CANCELLATION -> end == JobStatus.FAILED;
            case RETAIN_ON_CANCELLATION -> end != JobStatus.FINISHED;
        };
        // What a job has claimed may be all that its user has: it goes only when the job needs no state any more.
        return checkpoint.claimed() ? end != JobStatus.FINISHED : wanted && files.areDurable();
    }

    /** The deletion is over, or takes too long. */
    void end() {
        if (!over) {
            over = true;
            then.accept(ledger.isStoring()
                    || restorePoint.isInDoubt()
                    || ledger.completed().stream().anyMatch(each -> each.owned() && isKept(each)));
        }
    }
}
