package dev.weft.runtime.state.filesystem;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.Configuration;
import dev.weft.core.fs.Path;
import dev.weft.runtime.state.StateBackend;
import dev.weft.runtime.state.hashmap.HashMapStateBackend;
import dev.weft.runtime.state.storage.FileSystemCheckpointStorage;
import java.net.URI;

/**
 * State on the heap with checkpoints in a directory, in one object: what older programs give to {@code setStateBackend}.
 * Newer ones use {@link HashMapStateBackend} and {@link FileSystemCheckpointStorage}, which it stands for.
 */
@PublicEvolving
public class FsStateBackend implements StateBackend {
    private static final long serialVersionUID = 1L;

    private final FileSystemCheckpointStorage storage;

    /** @param checkpointDataUri the directory under which checkpoints are stored, such as {@code hdfs:///checkpoints} */
    public FsStateBackend(String checkpointDataUri) {
        this(new Path(checkpointDataUri));
    }

    /** @param checkpointDataUri the directory under which checkpoints are stored */
    public FsStateBackend(Path checkpointDataUri) {
        storage = new FileSystemCheckpointStorage(checkpointDataUri);
    }

    /** @param checkpointDataUri the directory under which checkpoints are stored */
    public FsStateBackend(URI checkpointDataUri) {
        this(new Path(checkpointDataUri));
    }

    /**
     * @param checkpointDataUri the directory under which checkpoints are stored
     * @param asynchronousSnapshots has no effect: snapshots are always written while the task goes on
     */
    public FsStateBackend(String checkpointDataUri, boolean asynchronousSnapshots) {
        this(checkpointDataUri);
    }

    /** As {@link #FsStateBackend(String, boolean)}. */
    public FsStateBackend(Path checkpointDataUri, boolean asynchronousSnapshots) {
        this(checkpointDataUri);
    }

    /** As {@link #FsStateBackend(String, boolean)}. */
    public FsStateBackend(URI checkpointDataUri, boolean asynchronousSnapshots) {
        this(checkpointDataUri);
    }

    /** The directory under which checkpoints are stored. */
    public Path getCheckpointPath() {
        return storage.getCheckpointPath();
    }

    /** Bytes up to which state is stored in the metadata. */
    public int getMinFileSizeThreshold() {
        return storage.getMinFileSizeThreshold();
    }

    /** Always true. */
    public boolean isUsingAsynchronousSnapshots() {
        return true;
    }

    @Override
    public void addTo(Configuration settings) {
        new HashMapStateBackend().addTo(settings);
        storage.addTo(settings);
    }

    @Override
    public String toString() {
        return "FsStateBackend in " + getCheckpointPath();
    }
}
