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
    /** The state now; an empty list or null when there is none. */
    List<T> snapshotState(long checkpointId, long timestamp) throws Exception;

    /** Called before {@code open} when there is saved state; elements may come from other instances. */
    void restoreState(List<T> state) throws Exception;
}
