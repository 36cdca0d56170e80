package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.api.common.JobStatus;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import dev.weft.engine.common.BoundedWait;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a job whose last task has ended. In order: {@link #whenCertain} it is known which of them are complete; the
 * JobMaster decides the end of the job and makes it known; {@link #delete} removes the checkpoints that the job does not keep. Until
 * its end is known the job may have to go on from them. What may be complete, but is not known to be, is kept.
 *
 * <p>Used once, by the JobMaster's loop.
 */
@LoopOwned
public final class Conclusion {

    private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);

    /** How long the job's end waits for files to be written, and for files to be deleted. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExternalizedCheckpointRetention retention;
    private final CheckpointLedger ledger;
    private final CheckpointFiles files;
    private final CheckpointDisposal disposal;
    private final RestorePoint restorePoint;
    private final Supplier<Optional<FinalSavepoint>> savepoint;
    private final EventLoop loop;

    /** @param savepoint with which the job was stopped */
    Conclusion(
            ExternalizedCheckpointRetention retention,
            CheckpointLedger ledger,
            CheckpointFiles files,
            CheckpointDisposal disposal,
            RestorePoint restorePoint,
            Supplier<Optional<FinalSavepoint>> savepoint,
            EventLoop loop) {
        this.retention = retention;
        this.ledger = ledger;
        this.files = files;
        this.disposal = disposal;
        this.restorePoint = restorePoint;
        this.savepoint = savepoint;
        this.loop = loop;
    }

    /** Calls back once, when no metadata is being written any more or that takes too long. */
    public void whenCertain(Runnable then) {
        loop.assertInLoop();
        restorePoint.whenStored(new BoundedWait(loop, PATIENCE, then));
    }

    /** Whether a checkpoint or savepoint stays, or may stay, of a job that ends so. */
    public boolean keeps(JobStatus end) {
        loop.assertInLoop();
        return ledger.isStoring()
                || restorePoint.isInDoubt()
                || ledger.isSavepointTaken()
                || ledger.completed().stream().anyMatch(each -> each.owned() && isKept(each, end));
    }

    private boolean isKept(CompletedCheckpoint checkpoint, JobStatus end) {
        boolean wanted = switch (retention) {
            case NO_EXTERNALIZED_CHECKPOINTS -> false;
            case DELETE_ON_CANCELLATION -> end == JobStatus.FAILED;
            case RETAIN_ON_CANCELLATION -> end != JobStatus.FINISHED;
        };
        // What a job has claimed may be all that its user has: it goes only when the job needs no state any more.
        return checkpoint.claimed() ? end != JobStatus.FINISHED : wanted && files.areDurable();
    }

    /**
     * Answers who waits for the job's end, and deletes what is not kept.
     *
     * @param end the status of the job, known to others
     * @param then called once, when everything is gone or that takes too long
     */
    public void delete(JobStatus end, Runnable then) {
        loop.assertInLoop();
        savepoint.get().ifPresent(taken -> taken.ended(end));
        ledger.pending().forEach(lost -> lost.order().refuse("the job has ended"));
        if (ledger.isStoring()) {
            then.run();
            return;
        }
        Map<Boolean, List<CompletedCheckpoint>> byKept = ledger.completed().stream()
                .filter(CompletedCheckpoint::owned)
                .collect(Collectors.partitioningBy(each -> isKept(each, end)));
        byKept.get(true).forEach(this::keep);
        byKept.get(false).forEach(disposal::discard);
        disposal.discardUndeleted();
        if (files.areUsed()) {
            files.release(new BoundedWait(loop, PATIENCE, then));
        } else {
            then.run();
        }
    }

    private void keep(CompletedCheckpoint kept) {
        LOG.info("The job keeps {}", kept.describe());
        if (kept.claimed()) {
            files.unclaim(kept.directory());
        }
    }
}
