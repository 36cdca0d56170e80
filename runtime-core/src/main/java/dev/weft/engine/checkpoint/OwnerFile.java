package dev.weft.engine.checkpoint;

import dev.weft.api.common.JobID;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystemKind;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file with the id of a job, whose exclusive creation makes a directory that job's (a lock that outlives processes). A call that
 * fails leaves no file without an id: it can be repeated. Calls block.
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

    /**
     * Makes the file if it is not there. On a distributed file system it is written beside and renamed: a call may fail there after
     * it was carried out, and a file without an id would be nobody's to complete. An object store shows files when they are whole; on a
     * disk a failed call has done nothing, but a rename may replace a file that was made meanwhile.
     */
    private static void create(Path file, JobID job) throws IOException {
        FileSystem files = CheckpointFileSystems.of(file);
        if (files.isDistributedFS() && files.getKind() != FileSystemKind.OBJECT_STORE) {
            Path beside = new Path(file.getParent(), file.getName() + "." + job.toHexString());
            write(files, beside, FileSystem.WriteMode.OVERWRITE, job);
            if (!files.rename(beside, file)) {
                files.delete(beside, false);
            }
        } else {
            write(files, file, FileSystem.WriteMode.NO_OVERWRITE, job);
        }
    }

    private static void write(FileSystem files, Path file, FileSystem.WriteMode mode, JobID job) throws IOException {
        FSDataOutputStream out = files.create(file, mode);
        try (out) {
            out.write(job.toHexString().getBytes(StandardCharsets.US_ASCII));
            out.sync();
        } catch (IOException e) {
            deleteIncomplete(files, file, e);
            throw e;
        }
    }

    private static void deleteIncomplete(FileSystem files, Path file, IOException failure) {
        try {
            files.delete(file, false);
        } catch (IOException e) {
            failure.addSuppressed(e);
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
