package dev.weft.runtime.state;

import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.api.common.state.OperatorStateStore;
import java.util.OptionalLong;

/** Gives access to the state that the engine keeps for a function. */
public interface ManagedInitializationContext {
    /** Whether the state is that of an earlier run. */
    default boolean isRestored() {
        return getRestoredCheckpointId().isPresent();
    }

    /** The checkpoint that the state was restored from. */
    OptionalLong getRestoredCheckpointId();

    /** Gives state that belongs to the parallel instance instead of a key. */
    OperatorStateStore getOperatorStateStore();

    /**
     * The state per key.
     *
     * @throws UnsupportedOperationException if the function's input is not keyed
     */
    KeyedStateStore getKeyedStateStore();
}
