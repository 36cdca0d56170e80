package dev.weft.engine.checkpoint;

import dev.weft.api.common.JobID;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file with the id of a job, whose exclusive creation makes a directory that job's (a lock that outlives processes). Calls
 * block.
 */
final class OwnerFile {

    /** In the directory of a checkpoint that a job has claimed. */
    static final String OF_CLAIM = "_claimed";

    /** In a directory whose checkpoints are all of one job. */
    static final String OF_DIRECTORY = "_job";

    private static final int ID_DIGITS = 32;

    private OwnerFile() {}

    /**
     * Makes the directory the job's, unless it is another one's.
     *
     * @return the id of the other job; empty when the directory is this job's
     */
    static Optional<String> take(Path file, JobID job) throws IOException {
        Optional<String> owner = read(file);
        if (owner.isEmpty()) {
            IOException failure = null;
            try {
                create(file, job);
            } catch (IOException e) {
                failure = e;
            }
            owner = read(file);
            if (owner.isEmpty()) {
                throw failure == null ? new IOException(file + " was removed meanwhile") : failure;
            }
        }
        return owner.filter(id -> !id.equals(job.toHexString()));
    }

    private static void create(Path file, JobID job) throws IOException {
        try (FSDataOutputStream out = CheckpointFileSystems.of(file).create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write(job.toHexString().getBytes(StandardCharsets.US_ASCII));
            out.sync();
        }
    }

    /** The owner of the directory; empty without one. */
    static Optional<String> read(Path file) throws IOException {
        try (FSDataInputStream in = CheckpointFileSystems.of(file).open(file)) {
            String id = new String(in.readNBytes(ID_DIGITS), StandardCharsets.US_ASCII);
            return Optional.of(id.length() < ID_DIGITS ? "that writes " + file + " now" : id);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The directory is nobody's from now on, if it was the job's. */
    static void leave(Path file, JobID job) throws IOException {
        if (read(file).filter(job.toHexString()::equals).isPresent()) {
            CheckpointFileSystems.of(file).delete(file, false);
        }
    }

    /**
     * Claims the checkpoint in a directory for a job.
     *
     * @throws IOException when it cannot, with what to do
     */
    static void claim(String directory, JobID job) throws IOException {
        Path file = new Path(directory, OF_CLAIM);
        Optional<String> other = take(file, job);
        if (other.isPresent()) {
            throw new UnusableStorageException("job " + other.get()
                    + " has claimed it and deletes it like its own checkpoints; go on from it without a claim, or from a"
                    + " checkpoint of that job; if that job was killed and will not come back, delete " + file);
        }
    }
}
