package dev.weft.engine.checkpoint;

import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a job takes checkpoints.
 *
 * @param interval between the triggers of two periodic checkpoints; empty when none are taken by themselves
 * @param timeout after which a checkpoint that is not complete is aborted
 * @param minPause between the end of one and the trigger of the next
 * @param maxConcurrent how many may be pending at once
 * @param tolerableFailures how many in a row may fail before the job fails over
 * @param alignment how barriers of several channels are brought together
 * @param alignmentTimeout after which an aligned checkpoint becomes an unaligned one; empty for never
 * @param retention whether checkpoints stay when the job has ended
 * @param retained how many completed ones are kept
 * @param directory under which checkpoints are stored; empty when their state travels in messages and lives with the
 *     JobManager
 * @param savepointDirectory where savepoints go whose command names no directory
 * @param inlineBytes state up to this size travels in messages and stands in the metadata
 */
public record CheckpointSettings(
        Optional<Duration> interval,
        Duration timeout,
        Duration minPause,
        int maxConcurrent,
        int tolerableFailures,
        Alignment alignment,
        Optional<Duration> alignmentTimeout,
        Retention retention,
        int retained,
        Optional<String> directory,
        Optional<String> savepointDirectory,
        int inlineBytes) {

    /** What becomes of a job's checkpoints when it ends. */
    public enum Retention {
        /** They are deleted when the job ends, unless it is suspended. */
        NO_EXTERNALIZED_CHECKPOINTS,
        /** They stay when the job has failed. */
        DELETE_ON_CANCELLATION,
        /** They stay when the job has failed or was cancelled. */
        RETAIN_ON_CANCELLATION
    }

    public CheckpointSettings {
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(alignment, "alignment");
    }

    /** Whether periodic checkpoints are taken. */
    public boolean isEnabled() {
        return interval.isPresent();
    }
}
