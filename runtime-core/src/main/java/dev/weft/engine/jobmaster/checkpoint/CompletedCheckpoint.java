package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata;

/**
 * A checkpoint that a job can go on from.
 *
 * @param directory where its own files are
 * @param address by which users and later jobs find it
 * @param owned whether the job deletes it when it keeps it no longer; a savepoint is its user's
 * @param claimed whether another run has taken it, and the job has it as its own
 */
record CompletedCheckpoint(
        CheckpointMetadata metadata, String directory, String address, boolean owned, boolean claimed) {

    /** One that the job has taken. */
    CompletedCheckpoint(CheckpointMetadata metadata, String directory, String address, boolean owned) {
        this(metadata, directory, address, owned, false);
    }

    long id() {
        return metadata.checkpointId();
    }

    /** For people. */
    String describe() {
        String what = (metadata.kind().isSavepoint() ? "savepoint " : "checkpoint ") + id();
        return directory.isEmpty() ? what : what + " at " + address;
    }
}
