package dev.weft.api.common.state;

/** Hears of checkpoints after they are decided. */
public interface CheckpointListener {
    /**
     * The checkpoint is complete and will be restored from unless a later one completes. Called on the task's thread; a
     * notification may be left out, for instance when the task ends first, so act on all checkpoints up to this one.
     *
     * @throws Exception fails the job
     */
    void notifyCheckpointComplete(long checkpointId) throws Exception;

    /** The checkpoint will not complete. Its state stays part of the next one. */
    default void notifyCheckpointAborted(long checkpointId) throws Exception {}
}
