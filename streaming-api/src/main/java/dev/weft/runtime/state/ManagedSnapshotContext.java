package dev.weft.runtime.state;

import dev.weft.annotation.PublicEvolving;

/** Tells which checkpoint is being taken. */
@PublicEvolving
public interface ManagedSnapshotContext {
    /** The number of the checkpoint; later checkpoints have larger ones. */
    long getCheckpointId();

    /** When the checkpoint was begun, in milliseconds since the epoch. */
    long getCheckpointTimestamp();
}
