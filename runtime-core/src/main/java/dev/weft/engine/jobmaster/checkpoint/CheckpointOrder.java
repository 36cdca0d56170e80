package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.protocol.CheckpointRequest.Next;
import dev.weft.engine.view.ClusterCommands.Taken;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A checkpoint or savepoint that is to be taken.
 *
 * @param byUser whether somebody asked for it; its failure then is no failure of the job's
 * @param kind what is written
 * @param next what tasks do when their snapshot is taken
 * @param parent of a savepoint: the directory in which it gets one of its own
 * @param answer completes when it is complete, if the job ends with it only when it has; or fails with the reason. Nobody
 *     waits for that of a periodic one
 */
public record CheckpointOrder(
        boolean byUser, Kind kind, Next next, Optional<String> parent, CompletableFuture<Taken> answer) {

    /** A checkpoint that the job takes by itself. */
    static CheckpointOrder ofTheJob() {
        return new CheckpointOrder(false, Kind.CHECKPOINT, Next.GO_ON, Optional.empty(), new CompletableFuture<>());
    }

    /** A checkpoint that a user asks for. */
    public static CheckpointOrder ofCheckpoint(boolean full) {
        return new CheckpointOrder(
                true,
                full ? Kind.FULL_CHECKPOINT : Kind.CHECKPOINT,
                Next.GO_ON,
                Optional.empty(),
                new CompletableFuture<>());
    }

    /**
     * A savepoint that a user asks for; the job goes on.
     *
     * @param parent the directory in which it gets one of its own; empty for the configured one
     */
    public static CheckpointOrder ofSavepoint(boolean portable, Optional<String> parent) {
        return new CheckpointOrder(
                true,
                portable ? Kind.CANONICAL_SAVEPOINT : Kind.NATIVE_SAVEPOINT,
                Next.GO_ON,
                parent,
                new CompletableFuture<>());
    }

    /**
     * A savepoint that a user asks for, after which the job ends.
     *
     * @param drain whether event time advances to its end before, which fires all timers
     * @param parent as with {@link #ofSavepoint}
     */
    public static CheckpointOrder ofStop(boolean portable, boolean drain, Optional<String> parent) {
        return new CheckpointOrder(
                true,
                portable ? Kind.CANONICAL_SAVEPOINT : Kind.NATIVE_SAVEPOINT,
                drain ? Next.DRAIN : Next.SUSPEND,
                parent,
                new CompletableFuture<>());
    }

    /** This order with a directory if it needs one; empty when there is none. */
    Optional<CheckpointOrder> in(Optional<String> defaultParent) {
        if (!kind.isSavepoint() || parent.isPresent()) {
            return Optional.of(this);
        }
        return defaultParent.map(directory -> new CheckpointOrder(byUser, kind, next, Optional.of(directory), answer));
    }

    /** Whether tasks hear of its completion and commit: all but a savepoint of which the job restores nothing. */
    boolean commits() {
        return !kind.isSavepoint() || stops();
    }

    /** A savepoint holds no records in flight, so that it can be restored by another program. */
    Alignment alignment(CheckpointSettings settings) {
        return kind.isSavepoint() && settings.alignment() == Alignment.UNALIGNED
                ? Alignment.ALIGNED
                : settings.alignment();
    }

    long alignmentTimeoutMs(CheckpointSettings settings) {
        return settings.alignmentTimeout()
                .filter(timeout -> !kind.isSavepoint())
                .map(Duration::toMillis)
                .orElse(CheckpointRequest.NEVER);
    }

    /** Answers that it is not taken. */
    void refuse(String why) {
        answer.completeExceptionally(
                new WeftException(ErrorCode.EXTERNAL_SERVICE, "no checkpoint or savepoint was taken: " + why));
    }

    /** Whether the job ends with it. */
    boolean stops() {
        return next != Next.GO_ON;
    }
}
