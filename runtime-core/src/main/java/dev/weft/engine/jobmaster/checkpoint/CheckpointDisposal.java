package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.RestoreMode;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.SharedFiles;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.Payload;
import dev.weft.engine.jobmaster.checkpoint.PendingCheckpoint.Part;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what checkpoints leave: their directories, and the files that several of them may name, when the last of these is
 * gone ({@link SharedFiles} counts). Savepoints name no shared files and are not counted.
 *
 * <p>A complete checkpoint counts until its directory is known to be deleted: as long as its metadata may be there, all files
 * that it names are. A deletion that fails or hangs is tried again after the next one that succeeds, and when the job ends.
 * Owned by the JobMaster's loop.
 */
@LoopOwned
final class CheckpointDisposal {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointDisposal.class);
    private static final int MOST_GIVEN_UP = 64;

    private final JobID job;
    private final CheckpointFiles files;
    private final SharedFiles shared = new SharedFiles();
    /** Complete checkpoints whose deletion has failed, by id, in the order in which it is tried again. */
    private final Map<Long, CompletedCheckpoint> undeleted = new LinkedHashMap<>();
    /** The directories of the latest savepoints that were given up, by id: tasks may still be writing into them. */
    private final Map<Long, String> givenUp = new LinkedHashMap<>();

    CheckpointDisposal(JobID job, CheckpointFiles files) {
        this.job = job;
        this.files = files;
    }

    // ---- which files are in use -------------------------------------------------------------------------------------

    /** The job goes on from this checkpoint or savepoint of another run. */
    void restored(CheckpointMetadata checkpoint, RestoreMode mode) {
        shared.restored(checkpoint.checkpointId(), checkpoint.sharedFiles(), mode);
    }

    /**
     * Tasks are about to be triggered.
     *
     * @param latest the completed checkpoint that tasks may build on, if it can be a base
     * @return the base
     */
    OptionalLong triggered(PendingCheckpoint begun, Optional<CompletedCheckpoint> latest) {
        if (begun.order().kind().isSavepoint()) {
            return OptionalLong.empty();
        }
        Optional<CompletedCheckpoint> base = latest.filter(each -> shared.isRetained(each.id()));
        OptionalLong id = base.map(each -> OptionalLong.of(each.id())).orElseGet(OptionalLong::empty);
        shared.triggered(begun.id(), id);
        return id;
    }

    /**
     * All tasks have stored their parts, and the metadata is about to be written.
     *
     * @throws IllegalArgumentException when a task has named a file of a checkpoint that is not the base
     */
    void named(CheckpointMetadata metadata) {
        if (shared.isPending(metadata.checkpointId())) {
            shared.acknowledged(metadata.checkpointId(), metadata.sharedFiles());
        }
    }

    /** The metadata is durable. */
    void completed(long id) {
        if (shared.isPending(id)) {
            delete("", shared.completed(id));
        }
    }

    // ---- deletion ---------------------------------------------------------------------------------------------------

    /** A pending checkpoint is given up: deletes what was stored for it. */
    void discard(PendingCheckpoint over) {
        boolean triggered = shared.isPending(over.id());
        if (over.order().kind().isSavepoint()) {
            giveUp(over);
        }
        delete(over.directory(), triggered ? shared.aborted(over.id()) : Set.of());
        List<Payload> stored = over.parts().values().stream().map(Part::state).toList();
        if (triggered && !stored.isEmpty()) {
            discardParts(over.id(), stored);
        }
    }

    private void giveUp(PendingCheckpoint savepoint) {
        givenUp.put(savepoint.id(), savepoint.directory());
        if (givenUp.size() > MOST_GIVEN_UP) {
            givenUp.remove(givenUp.keySet().iterator().next());
        }
    }

    /** The metadata of a checkpoint that was in doubt is not there, and never will be. */
    void discard(MetadataWrite never) {
        long id = never.metadata().checkpointId();
        delete(never.directory(), shared.isPending(id) ? shared.aborted(id) : Set.of());
    }

    /** A task has stored its part of a checkpoint that does not wait for it: deletes it if no checkpoint has it. */
    void discardLate(long id, Payload part) {
        if (!shared.isPending(id) && !shared.isRetained(id)) {
            discardParts(id, List.of(part));
        }
        delete(givenUp.getOrDefault(id, ""), Set.of());
    }

    private void discardParts(long id, Collection<Payload> stored) {
        files.sharedFilesOf(
                stored,
                named -> delete("", shared.acknowledged(id, named)),
                unreadable -> LOG.warn(
                        "Job [{}]: what tasks have stored for checkpoint {} cannot be deleted", job, id, unreadable));
    }

    /** A complete checkpoint is no longer kept. */
    void discard(CompletedCheckpoint checkpoint) {
        files.discard(
                checkpoint.directory(),
                Set.of(),
                () -> onDeleted(checkpoint),
                () -> undeleted.put(checkpoint.id(), checkpoint));
    }

    private void onDeleted(CompletedCheckpoint checkpoint) {
        undeleted.remove(checkpoint.id());
        delete("", shared.discarded(checkpoint.id()));
        undeleted.values().stream().findFirst().ifPresent(this::discardAgain);
    }

    private void discardAgain(CompletedCheckpoint checkpoint) {
        undeleted.remove(checkpoint.id());
        discard(checkpoint);
    }

    /** The job ends: tries once more to delete what could not be deleted, or was written when it had been. */
    void discardUndeleted() {
        givenUp.values().forEach(this::discard);
        List.copyOf(undeleted.values()).forEach(this::discardAgain);
    }

    /** Deletes a directory of which no checkpoint is known. */
    void discard(String directory) {
        delete(directory, Set.of());
    }

    private void delete(String directory, Set<String> unused) {
        if (!directory.isEmpty() || !unused.isEmpty()) {
            files.discard(directory, unused, () -> {}, () -> {});
        }
    }
}
