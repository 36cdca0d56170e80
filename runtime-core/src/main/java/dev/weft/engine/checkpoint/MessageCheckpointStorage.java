package dev.weft.engine.checkpoint;

import dev.weft.api.common.JobID;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Storage for jobs without a directory for checkpoints: their state travels in messages and lives with the JobManager.
 * Savepoints have a directory all the same.
 */
final class MessageCheckpointStorage implements CheckpointStorage {

    /** What scripts read where the address of a checkpoint would be. */
    static final String NO_ADDRESS = "<checkpoint-not-externally-addressable>";

    private final JobID job;
    private final Savepoints savepoints;
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    MessageCheckpointStorage(JobID job, Savepoints savepoints) {
        this.job = job;
        this.savepoints = savepoints;
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public long open() {
        return 0;
    }

    @Override
    public String prepare(long checkpointId) {
        return "";
    }

    @Override
    public String prepareSavepoint(String parent) throws IOException {
        return savepoints.prepare(parent);
    }

    @Override
    public String complete(String directory, CheckpointMetadata metadata) throws IOException {
        return directory.isEmpty() ? NO_ADDRESS : MetadataFile.write(directory, metadata, settled);
    }

    @Override
    public boolean settle(String directory, CheckpointMetadata metadata) throws IOException {
        return directory.isEmpty() || MetadataFile.settle(directory, metadata, settled);
    }

    @Override
    public CheckpointMetadata read(String address) throws IOException {
        return MetadataFile.read(address);
    }

    @Override
    public void claim(String directory) throws IOException {
        OwnerFile.claim(directory, job);
    }

    @Override
    public void unclaim(String directory) throws IOException {
        OwnerFile.leave(new Path(directory, OwnerFile.OF_CLAIM), job);
    }

    @Override
    public void discard(String directory, Collection<String> shared) throws IOException {
        FileCheckpointStorage.discardFiles(directory, shared);
    }

    @Override
    public void release() {}
}
