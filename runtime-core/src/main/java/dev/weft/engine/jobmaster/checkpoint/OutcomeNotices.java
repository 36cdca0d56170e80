package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.checkpoint.PendingCheckpoint.Phase;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.ClusterCommands.Taken;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody what has become of a checkpoint: tasks, enumerators, the user who asked for it, the log and the
 * statistics. Owned by the JobMaster's loop.
 */
@LoopOwned
final class OutcomeNotices {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeNotices.class);

    private final JobID jobId;
    private final CheckpointedJob job;
    private final EnumeratorCheckpoints enumerators;
    private final Clock clock;
    private final CheckpointHistory history;

    /** @param remembered how many ended checkpoints the statistics tell of */
    OutcomeNotices(JobID jobId, CheckpointedJob job, EnumeratorCheckpoints enumerators, Clock clock, int remembered) {
        this.jobId = jobId;
        this.job = job;
        this.enumerators = enumerators;
        this.clock = clock;
        this.history = new CheckpointHistory(remembered);
    }

    /** The user is told later if the job ends with it. */
    void completed(PendingCheckpoint complete, CompletedCheckpoint done, JobGraph graph) {
        long nowMs = clock.epochMs();
        LOG.info(
                "Job [{}]: {} completed {}",
                jobId,
                done.describe(),
                CheckpointTexts.complete(complete, nowMs - complete.triggeredMs(), job::nameOf));
        history.onCompleted(complete, done.address(), nowMs);
        CheckpointOrder order = complete.order();
        if (order.commits()) {
            job.completed(done.id(), complete.complete().endedVertices(graph));
            enumerators.completed(done.id());
        }
        if (!order.stops()) {
            order.answer().complete(new Taken(done.id(), done.address()));
        }
        job.changed();
    }

    /** The checkpoint was given up for good. */
    void ended(PendingCheckpoint over, String why) {
        aborted(over, why);
        over.order()
                .answer()
                .completeExceptionally(
                        new WeftException(ErrorCode.EXTERNAL_SERVICE, over.describe() + " was aborted: " + why));
    }

    /** The checkpoint was given up, and is perhaps taken again for the user who asked for it. */
    void aborted(PendingCheckpoint over, String why) {
        if (over.phase() == Phase.PREPARING) {
            enumerators.releaseCommands();
        } else {
            job.aborted(over.id());
        }
        enumerators.aborted(over.id());
        LOG.info("Job [{}]: {} aborted: {}", jobId, over.describe(), why);
        history.onFailed(over, why, clock.epochMs());
        job.changed();
    }

    /** It is not known whether the checkpoint is complete. Tasks go on without it, if the job does. */
    void unknown(PendingCheckpoint unknown, WeftException why) {
        job.aborted(unknown.id());
        enumerators.aborted(unknown.id());
        LOG.warn("Job [{}]: {}", jobId, why.getMessage());
        history.onFailed(unknown, why.getMessage(), clock.epochMs());
        unknown.order().answer().completeExceptionally(why);
        job.changed();
    }

    /** Tasks are deployed with the state of a checkpoint. */
    void restored(CompletedCheckpoint from, int tasks) {
        LOG.info("Job [{}]: {} tasks go on from {}", jobId, tasks, from.describe());
        history.onRestored(from, clock.epochMs());
    }

    CheckpointStatistics statistics(Collection<PendingCheckpoint> pending) {
        return history.statistics(pending);
    }
}
