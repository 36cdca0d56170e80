package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.checkpoint.CheckpointStorage;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a job is to store checkpoints and savepoints, tried before the job is submitted and as its JobManager will: what is wrong with it
 * is told before any process starts. Directories on this machine's disk are not tried: the job has the disks of other machines.
 */
final class JobStorage {

    private static final Logger LOG = LoggerFactory.getLogger(JobStorage.class);

    private final Optional<CheckpointStorage> opened;

    private JobStorage(Optional<CheckpointStorage> opened) {
        this.opened = opened;
    }

    /**
     * Makes the directories of the job's checkpoints.
     *
     * @throws WeftException INVALID_CONFIGURATION when they cannot be made, or savepoints have no place
     */
    static JobStorage open(CheckpointSettings settings, JobID job) {
        try {
            if (settings.savepointDirectory().isPresent()) {
                checkSavepoints(settings.savepointDirectory().get());
            }
            if (!settings.isEnabled()
                    || settings.directory().isEmpty()
                    || isLocal(settings.directory().get())) {
                return new JobStorage(Optional.empty());
            }
            CheckpointStorage storage = CheckpointStorage.of(settings, job, RandomGenerator.getDefault());
            storage.open();
            return new JobStorage(Optional.of(storage));
        } catch (IOException e) {
            throw new WeftException(ErrorCode.INVALID_CONFIGURATION, e.getMessage() + "; nothing was submitted", e);
        }
    }

    private static boolean isLocal(String directory) {
        try {
            return isLocal(new Path(directory).getFileSystem());
        } catch (IOException toldWhenItIsOpened) {
            return false;
        }
    }

    private static boolean isLocal(FileSystem files) {
        return "file".equals(files.getUri().getScheme());
    }

    private static void checkSavepoints(String directory) throws IOException {
        try {
            Path path = new Path(directory);
            FileSystem files = path.getFileSystem();
            if (!isLocal(files) && !files.getFileStatus(path).isDir()) {
                throw new IOException("it is a file");
            }
        } catch (FileNotFoundException madeWithTheFirst) {
            // As it should be.
        } catch (IOException e) {
            throw new IOException(
                    "savepoints cannot be written to " + directory + " ("
                            + CheckpointingOptions.SAVEPOINT_DIRECTORY.key() + "): " + e.getMessage(),
                    e);
        }
    }

    /** The job was not submitted: deletes what was made. */
    void release() {
        if (opened.isPresent()) {
            try {
                opened.get().release();
            } catch (IOException left) {
                LOG.warn("Could not delete the directories that were made for checkpoints: {}", left.getMessage());
            }
        }
    }
}
