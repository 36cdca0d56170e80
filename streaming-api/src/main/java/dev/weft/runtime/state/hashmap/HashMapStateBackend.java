package dev.weft.runtime.state.hashmap;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.runtime.state.StateBackend;

/**
 * Keeps keyed state as objects on the heap of the executors: fastest, and limited by their memory. Values are held by
 * reference: one that a function changes must be written back with {@code update} within the same call.
 */
@PublicEvolving
public class HashMapStateBackend implements StateBackend {
    private static final long serialVersionUID = 1L;

    /** Has no settings of its own. */
    public HashMapStateBackend() {}

    @Override
    public void addTo(Configuration settings) {
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    }

    @Override
    public String toString() {
        return "HashMapStateBackend";
    }
}
