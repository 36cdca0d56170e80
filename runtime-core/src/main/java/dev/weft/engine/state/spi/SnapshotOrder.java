package dev.weft.engine.state.spi;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a snapshot of keyed state is to be.
 *
 * @param checkpointId the checkpoint that it is for
 * @param portable whether every state backend must be able to read it
 * @param base the checkpoint whose shared bytes it may name again, provided that this backend has written or restored
 *     them; empty for none
 */
public record SnapshotOrder(long checkpointId, boolean portable, OptionalLong base) {

    public SnapshotOrder {
        Objects.requireNonNull(base, "base");
    }

    /** A snapshot that every state backend can read. */
    public static SnapshotOrder portable(long checkpointId) {
        return new SnapshotOrder(checkpointId, true, OptionalLong.empty());
    }
}
