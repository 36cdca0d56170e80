package dev.weft.engine.checkpoint;

import dev.weft.engine.checkpoint.FileSnapshotStore.Filling;
import dev.weft.engine.checkpoint.SegmentFiles.Limits;
import dev.weft.engine.checkpoint.SegmentFiles.Place;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.TaskThreads;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.SnapshotStore.Completion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Storage for the snapshots of tasks, in the directory that a checkpoint's request names. */
public final class SnapshotStores {

    private SnapshotStores() {}

    /**
     * Storage for what one task writes for one checkpoint; called once for both. A checkpoint may get files that later ones
     * name again, a savepoint is complete in its own directory, and its files are the task's alone.
     *
     * @param merging of the task's job on its executor, used if the settings want it
     */
    public static SnapshotStore of(
            CheckpointRequest request, SnapshotSettings settings, ExecutionAttemptId writer, FileMerging merging) {
        if (settings.merging().isEmpty() || hasOwnFilesOnly(request)) {
            return of(request, settings, writer);
        }
        Filling filling = merging.join(
                request.directory(),
                own(request.directory(), writer),
                shared(request, writer),
                settings.merging().get());
        return new FileSnapshotStore(filling, settings);
    }

    /** The same with files of the task alone, whatever the settings say. */
    public static SnapshotStore of(CheckpointRequest request, SnapshotSettings settings, ExecutionAttemptId writer) {
        return hasOwnFilesOnly(request)
                ? of(request.directory(), settings, writer)
                : new FileSnapshotStore(
                        new Alone(own(request.directory(), writer), shared(request, writer), settings), settings);
    }

    private static boolean hasOwnFilesOnly(CheckpointRequest request) {
        return request.directory().isEmpty() || request.kind().isSavepoint();
    }

    private static Place own(String directory, ExecutionAttemptId writer) {
        return new Place(directory, writer.toString(), false);
    }

    private static Place shared(CheckpointRequest request, ExecutionAttemptId writer) {
        return new Place(
                SharedDirectory.beside(request.directory()).toString(), writer + "-" + request.checkpointId(), true);
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
        Place own = own(directory, writer);
        return new FileSnapshotStore(new Alone(own, own, settings), settings);
    }

    /**
     * Completes a store whose files are one writer's alone, which answers at once.
     *
     * @throws IOException when something that was written is lost
     */
    public static void complete(SnapshotStore store) throws IOException {
        List<IOException> failures = new ArrayList<>();
        store.complete(new Completion() {
            @Override
            public void durable() {}

            @Override
            public void failed(IOException why) {
                failures.add(why);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /**
     * Files of one task: one with all that is the checkpoint's own, and one for each stream that is shared, because these are
     * written at once and deleted one by one.
     */
    private static final class Alone implements Filling {
        private final SegmentFiles own;
        private final SegmentFiles shared;
        private final int inMemoryBytes;

        Alone(Place own, Place shared, SnapshotSettings settings) {
            TaskThreads threads = TaskThreads.system();
            this.own = new SegmentFiles(own, new Limits(Long.MAX_VALUE, false), threads);
            this.shared = own.equals(shared) ? this.own : new SegmentFiles(shared, Limits.ONE_SEGMENT, threads);
            this.inMemoryBytes = settings.inlineBytes();
        }

        @Override
        public SegmentFiles own() {
            return own;
        }

        @Override
        public SegmentFiles shared() {
            return shared;
        }

        @Override
        public int inMemoryBytes() {
            return inMemoryBytes;
        }

        @Override
        public void complete(Completion then) {
            try {
                own.close();
                shared.close();
            } catch (IOException e) {
                then.failed(e);
                return;
            }
            then.durable();
        }

        @Override
        public void abandon() {
            try {
                own.close();
                shared.close();
            } catch (IOException e) {
                // What is in these files is not needed.
            }
        }
    }
}
