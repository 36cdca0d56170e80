package dev.weft.engine.checkpoint;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.state.spi.SnapshotStore;

/** Storage for the snapshots of tasks, in the directory that a checkpoint's request names. */
public final class SnapshotStores {

    private SnapshotStores() {}

    /**
     * Storage for what one task writes for one checkpoint; called once for both. Small state stays in memory and travels
     * with the acknowledgement, larger state goes to files whose names no other attempt or checkpoint uses.
     *
     * @param directory of the checkpoint's own files; empty for none, which limits the size of the state
     */
    public static SnapshotStore of(String directory, SnapshotSettings settings, ExecutionAttemptId writer) {
        return directory.isEmpty()
                ? new InlineSnapshotStore(SnapshotSettings.MOST_WITHOUT_FILES)
                : new FileSnapshotStore(directory, settings, writer.toString());
    }
}
