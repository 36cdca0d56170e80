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

    /**
     * The checkpoint will not complete, and nothing is restored from it. What was prepared for it stays prepared: the next
     * checkpoint covers it too. Called on the task's thread; may be left out.
     *
     * @throws Exception fails the job
     */
    default void notifyCheckpointAborted(long checkpointId) throws Exception {}
}
