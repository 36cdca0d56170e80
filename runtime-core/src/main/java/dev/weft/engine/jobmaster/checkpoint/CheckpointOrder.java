package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.protocol.CheckpointRequest.Next;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A checkpoint or savepoint that is to be taken.
 *
 * @param byUser whether somebody asked for it; its failure then is no failure of the job's
 * @param kind what is written
 * @param next what tasks do when their snapshot is taken
 * @param parent of a savepoint: the directory in which it gets one of its own
 * @param answer completes with its address, or fails with the reason; nobody waits for that of a periodic one
 */
public record CheckpointOrder(
        boolean byUser, Kind kind, Next next, Optional<String> parent, CompletableFuture<String> answer) {

    /** A checkpoint that the job takes by itself. */
    static CheckpointOrder ofTheJob() {
        return new CheckpointOrder(false, Kind.CHECKPOINT, Next.GO_ON, Optional.empty(), new CompletableFuture<>());
    }

    /** Whether the job ends with it. */
    boolean stops() {
        return next != Next.GO_ON;
    }
}
