package dev.weft.engine.protocol;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * One checkpoint or savepoint, as the JobManager requests it. Travels from the sources through the job with the
 * checkpoint's barriers.
 *
 * @param checkpointId unique within the job and increasing, also across restarts and JobManagers
 * @param timestampMs when it was triggered, in milliseconds since the epoch
 * @param kind what is written
 * @param alignment how barriers of several channels are brought together
 * @param alignmentTimeoutMs after this long an aligned checkpoint becomes an unaligned one; {@link #NEVER} for no timeout
 * @param next what tasks do when their snapshot is taken
 * @param directory address of the directory for the files that belong to this checkpoint alone
 * @param base the completed checkpoint whose shared files tasks may name again; empty for none. Tasks do not choose it
 *     themselves, because a barrier may come before the news that a checkpoint is complete or discarded
 */
public record CheckpointRequest(
        long checkpointId,
        long timestampMs,
        Kind kind,
        Alignment alignment,
        long alignmentTimeoutMs,
        Next next,
        String directory,
        OptionalLong base) {

    /** No alignment timeout. */
    public static final long NEVER = -1;

    /** What is written. */
    public enum Kind {
        /** A checkpoint, which may refer to files of earlier ones (incremental). */
        CHECKPOINT,
        /** A checkpoint that refers to no file of earlier ones. */
        FULL_CHECKPOINT,
        /** A savepoint in the format of the state backend; refers to no other file. */
        NATIVE_SAVEPOINT,
        /** A savepoint that every state backend can read; refers to no other file. */
        CANONICAL_SAVEPOINT;

        public boolean isSavepoint() {
            return this == NATIVE_SAVEPOINT || this == CANONICAL_SAVEPOINT;
        }
    }

    /** How barriers of several channels are brought together. */
    public enum Alignment {
        /** A channel whose barrier has come is not read until all barriers have come. */
        ALIGNED,
        /** The barrier overtakes records, which are stored with the checkpoint. */
        UNALIGNED,
        /** Channels are read on while barriers are missing; a restore repeats records. */
        AT_LEAST_ONCE
    }

    /** What tasks do when their snapshot is taken. */
    public enum Next {
        GO_ON,
        /** They process nothing more, and finish when the checkpoint is complete. */
        SUSPEND,
        /** As {@link #SUSPEND}; before the snapshot, event time advances to its end, which fires all timers. */
        DRAIN
    }

    public CheckpointRequest {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(alignment, "alignment");
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(base, "base");
        if (checkpointId < 1) {
            throw new IllegalArgumentException("a checkpoint's id is positive, not " + checkpointId);
        }
        if (base.isPresent() && (base.getAsLong() < 1 || kind != Kind.CHECKPOINT)) {
            throw new IllegalArgumentException(
                    kind + " " + checkpointId + " cannot build on checkpoint " + base.getAsLong());
        }
        if (alignmentTimeoutMs < NEVER) {
            throw new IllegalArgumentException(
                    "the alignment timeout of checkpoint " + checkpointId + " is " + alignmentTimeoutMs + " ms");
        }
    }

    /** Whether its barriers may overtake records, at once or after a timeout. */
    public boolean mayOvertake() {
        return alignment == Alignment.UNALIGNED || alignmentTimeoutMs != NEVER;
    }

    /** The same checkpoint, from the moment at which its barriers overtake records. */
    public CheckpointRequest overtaking() {
        return new CheckpointRequest(
                checkpointId, timestampMs, kind, Alignment.UNALIGNED, NEVER, next, directory, base);
    }

    @Override
    public String toString() {
        return (kind.isSavepoint() ? "savepoint " : "checkpoint ") + checkpointId;
    }
}
