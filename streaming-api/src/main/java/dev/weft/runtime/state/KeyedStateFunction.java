package dev.weft.runtime.state;

import dev.weft.api.common.state.State;

/** What to do with one state of each key. */
@FunctionalInterface
public interface KeyedStateFunction<K, S extends State> {
    /**
     * Called for one key after the other. The key is current meanwhile; its state may be read, changed and removed.
     *
     * @throws Exception fails the task
     */
    void process(K key, S state) throws Exception;
}
