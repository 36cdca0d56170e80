package dev.weft.runtime.state.storage;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.core.fs.Path;
import dev.weft.runtime.state.CheckpointStorage;

/**
 * Keeps checkpoints in the memory of the JobManager, at most 5 MB for a state of an operator instance: for tests and jobs
 * with very little state. With a directory, the metadata is stored there, with the state in it.
 */
@PublicEvolving
public class JobManagerCheckpointStorage implements CheckpointStorage {
    private static final long serialVersionUID = 1L;

    /** The most bytes of a state. */
    public static final int DEFAULT_MAX_STATE_SIZE = 5 * 1024 * 1024;

    private final Path directory;

    /** In memory only. */
    public JobManagerCheckpointStorage() {
        this.directory = null;
    }

    /** @param maxStateSize has no effect: the most is always {@link #DEFAULT_MAX_STATE_SIZE} */
    public JobManagerCheckpointStorage(int maxStateSize) {
        this();
    }

    /** @param checkpointPath the directory under which the metadata is stored */
    public JobManagerCheckpointStorage(String checkpointPath) {
        this.directory = new Path(checkpointPath);
    }

    /** The directory for the metadata; null if it is not stored. */
    public Path getCheckpointPath() {
        return directory;
    }

    /** The most bytes of a state. */
    public int getMaxStateSize() {
        return DEFAULT_MAX_STATE_SIZE;
    }

    @Override
    public void addTo(Configuration settings) {
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
        if (directory != null) {
            settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toString());
        }
    }

    @Override
    public String toString() {
        return "JobManagerCheckpointStorage" + (directory == null ? "" : " in " + directory);
    }
}
