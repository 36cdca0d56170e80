package dev.weft.engine.checkpoint;

import dev.weft.engine.checkpoint.FileSnapshotStore.Place;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.state.spi.SnapshotStore;

/** Storage for the snapshots of tasks, in the directory that a checkpoint's request names. */
public final class SnapshotStores {

    private SnapshotStores() {}

    /**
     * Storage for what one task writes for one checkpoint; called once for both. A checkpoint may get files that later ones
     * name again, a savepoint is complete in its own directory.
     */
    public static SnapshotStore of(CheckpointRequest request, SnapshotSettings settings, ExecutionAttemptId writer) {
        String directory = request.directory();
        if (directory.isEmpty() || request.kind().isSavepoint()) {
            return of(directory, settings, writer);
        }
        return new FileSnapshotStore(
                new Place(directory, writer.toString(), false),
                new Place(SharedDirectory.beside(directory).toString(), writer + "-" + request.checkpointId(), true),
                settings);
    }

    /**
     * The same without shared files. Small state stays in memory and travels with the acknowledgement, larger state goes to
     * files whose names no other attempt or checkpoint uses.
     *
     * @param directory of the checkpoint's own files; empty for none, which limits the size of the state
     */
    public static SnapshotStore of(String directory, SnapshotSettings settings, ExecutionAttemptId writer) {
        if (directory.isEmpty()) {
            return new InlineSnapshotStore(SnapshotSettings.MOST_WITHOUT_FILES);
        }
        Place own = new Place(directory, writer.toString(), false);
        return new FileSnapshotStore(own, own, settings);
    }
}
