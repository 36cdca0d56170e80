package dev.weft.engine.checkpoint;

import dev.weft.api.common.JobID;
import java.io.IOException;
import java.util.Collection;
import java.util.random.RandomGenerator;

/**
 * Where the checkpoints of one job are stored, as the JobMaster uses it. Every method may block and runs on an I/O
 * thread; one call at a time, beside those that hang and are no longer waited for.
 */
public interface CheckpointStorage {

    /**
     * The storage that the settings describe. Nothing is read or written before the first call.
     *
     * @param chance for the names of savepoints
     */
    static CheckpointStorage of(CheckpointSettings settings, JobID job, RandomGenerator chance) {
        Savepoints savepoints = new Savepoints(job, chance);
        return settings.directory()
                .<CheckpointStorage>map(
                        root -> new FileCheckpointStorage(root, settings.directoryPerJob(), job, savepoints))
                .orElseGet(() -> new MessageCheckpointStorage(job, savepoints));
    }

    /** Whether a checkpoint that has been completed can be found by others, and after the end of this process. */
    boolean isDurable();

    /**
     * Makes the directories of a job that takes checkpoints, and looks for what is there.
     *
     * @return the highest id of a checkpoint that was ever prepared in the job's directory, complete or not; 0 without
     *     any. A later JobManager continues above it
     * @throws IOException when it cannot be written to, or belongs to another job; see {@link StorageFailures}
     */
    long open() throws IOException;

    /**
     * Makes room for a checkpoint's own files.
     *
     * @return the address that tasks write to; empty when state travels in messages
     * @throws IOException when it cannot be written to, or belongs to another job
     */
    String prepare(long checkpointId) throws IOException;

    /**
     * As {@link #prepare}, for a savepoint.
     *
     * @param parent directory in which the savepoint gets one of its own
     */
    String prepareSavepoint(String parent) throws IOException;

    /**
     * Makes the checkpoint durable: when this returns, {@link #read} finds it, also after the loss of power. Called once
     * for a directory.
     *
     * @param directory what {@link #prepare} returned
     * @return the address of the checkpoint, for users and for {@link #read}; of a checkpoint without a directory a text
     *     that says so
     * @throws OutcomeUnknownException when it may be there or not; {@link #settle} finds out. Until then neither this
     *     checkpoint nor the one before it may be discarded
     * @throws IOException when it is not complete and never will be
     */
    String complete(String directory, CheckpointMetadata metadata) throws IOException;

    /**
     * Finds out what has become of a {@link #complete} of unknown outcome, or of one that hangs: that one completes nothing
     * from now on.
     *
     * @param metadata what was written
     * @return whether the checkpoint is complete; if not, it never will be
     * @throws IOException when that is still unknown
     */
    boolean settle(String directory, CheckpointMetadata metadata) throws IOException;

    /**
     * Reads a checkpoint or savepoint, and checks that its files are there.
     *
     * @param address of its directory or of its metadata file
     * @throws IOException with a message that names the file and says what is wrong with it
     */
    CheckpointMetadata read(String address) throws IOException;

    /**
     * Makes a checkpoint of another run the job's own. Done before, it has no effect.
     *
     * @param directory of the checkpoint
     * @throws IOException when another job has claimed it, or it cannot be written to; with what to do
     */
    void claim(String directory) throws IOException;

    /** The job has ended and keeps a checkpoint that it has claimed: another one may claim it. */
    void unclaim(String directory) throws IOException;

    /**
     * Deletes a checkpoint: its metadata, the files that belong to it alone, then shared files. Not an error when some are
     * missing or when it was done before: a task may have written after the checkpoint was aborted.
     *
     * @param directory what {@link #prepare} or {@link #prepareSavepoint} returned; empty for none
     * @param shared the shared files that nobody else names
     * @throws IOException when something may be left; when it is the metadata, nothing else was deleted
     */
    void discard(String directory, Collection<String> shared) throws IOException;

    /**
     * The last call, when the job has ended and what is not retained was discarded: deletes what incomplete checkpoints
     * have left, shared files among it, and the job's directories if no checkpoint is in them. What is in the directory of
     * another job stays.
     */
    void release() throws IOException;
}
