package dev.weft.streaming.api.checkpoint;

import dev.weft.annotation.PublicEvolving;
import java.io.Serializable;
import java.util.List;

/**
 * The older form of {@link CheckpointedFunction}: the state is a list that the function gives and gets back.
 *
 * @param <T> the elements; they are saved by Java serialization
 */
@PublicEvolving
@Deprecated
public interface ListCheckpointed<T extends Serializable> {
    /**
     * The state now. Called on the task's thread between two records.
     *
     * @param checkpointId the number of the checkpoint
     * @param timestamp when it was begun, in milliseconds since the epoch
     * @return elements that can be dealt out among instances one by one; an empty list or null when there are none
     * @throws Exception fails the checkpoint, and with it the task
     */
    List<T> snapshotState(long checkpointId, long timestamp) throws Exception;

    /**
     * Called on the task's thread before {@code open}, only when there is saved state. After a change of the parallelism the
     * elements may come from several instances.
     *
     * @param state the elements, in no particular order
     * @throws Exception fails the task
     */
    void restoreState(List<T> state) throws Exception;
}
