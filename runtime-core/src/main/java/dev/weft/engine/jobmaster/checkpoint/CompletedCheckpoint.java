package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata;

/**
 * A checkpoint that a job can go on from.
 *
 * @param directory where its own files are
 * @param address by which users and later jobs find it
 * @param owned whether the job deletes it when it keeps it no longer; a savepoint is its user's
 */
record CompletedCheckpoint(CheckpointMetadata metadata, String directory, String address, boolean owned) {

    long id() {
        return metadata.checkpointId();
    }

    /** For people. */
    String describe() {
        String what = (metadata.kind().isSavepoint() ? "savepoint " : "checkpoint ") + id();
        return directory.isEmpty() ? what : what + " at " + address;
    }
}
