package dev.weft.api.common.state;

/** Hears of checkpoints after they are decided. */
public interface CheckpointListener {
    void notifyCheckpointComplete(long checkpointId) throws Exception;

    default void notifyCheckpointAborted(long checkpointId) throws Exception {}
}
