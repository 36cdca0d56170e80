package dev.weft.engine.checkpoint;

import java.io.IOException;

/**
 * Where the checkpoints of one job are stored, as the JobMaster uses it. Every method may block and runs on an I/O
 * thread.
 */
public interface CheckpointStorage {

    /**
     * Makes room for a checkpoint's own files.
     *
     * @return the address that tasks write to; empty when state travels in messages
     * @throws IOException when it cannot be written to
     */
    String prepare(long checkpointId) throws IOException;

    /**
     * As {@link #prepare}, for a savepoint.
     *
     * @param parent directory in which the savepoint gets one of its own
     */
    String prepareSavepoint(String parent) throws IOException;

    /**
     * Makes the checkpoint durable: when this returns, {@link #read} finds it, also after the loss of power. When it
     * fails, the checkpoint may or may not be there.
     *
     * @param directory what {@link #prepare} returned
     * @return the address of the checkpoint, for users and for {@link #read}
     */
    String complete(String directory, CheckpointMetadata metadata) throws IOException;

    /**
     * Reads a checkpoint or savepoint.
     *
     * @param address of its directory or of its metadata file
     * @throws IOException with a message that names the file and says what is wrong with it
     */
    CheckpointMetadata read(String address) throws IOException;

    /**
     * Deletes the files that belong to this checkpoint alone, the metadata first. Not an error when some are missing.
     *
     * @param directory what {@link #prepare} returned
     */
    void discard(String directory) throws IOException;
}
