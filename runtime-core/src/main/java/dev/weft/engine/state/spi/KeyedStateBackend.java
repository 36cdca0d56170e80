package dev.weft.engine.state.spi;

import dev.weft.api.common.state.State;

/**
 * Keyed state and timers of one operator instance. Created by a {@link StateBackendFactory}, empty or restored. Belongs
 * to the thread of its task, except that a {@link KeyedSnapshot} is written by another.
 */
public interface KeyedStateBackend extends AutoCloseable {

    /**
     * Declares a state, or returns it again. Restored contents are bound to the declaration here.
     *
     * @throws dev.weft.engine.common.WeftException when restored contents cannot be read with the serializer of the
     *     descriptor or are divided otherwise
     */
    <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec);

    /**
     * Declares a timer queue, or returns it again.
     *
     * @param name unique among the queues of the backend
     */
    <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces);

    /**
     * Announces the keys of the next records, so that a backend can prefetch their state. Has no visible effect.
     *
     * @param keys the keys of the next records in order, some perhaps equal; not to be kept
     * @param hashes their spread hashes
     * @param count how many there are, from 0 on
     */
    default void expect(Object[] keys, int[] hashes, int count) {}

    /**
     * Drops all state of the only key that has any: in a batch, records come key by key, and no key comes again. A
     * backend on disk may ignore it.
     */
    default void forgetKey() {}

    /**
     * Takes a consistent snapshot of everything. Returns quickly, whatever the size of the state; the snapshot is
     * written later. Several may be open.
     */
    KeyedSnapshot snapshot() throws Exception;

    /** As {@link #snapshot()}, which is in the portable format; a backend may have another one of its own. */
    default KeyedSnapshot snapshot(SnapshotOrder order) throws Exception {
        return snapshot();
    }

    /** Releases everything; owners have closed their snapshots before. */
    @Override
    void close();
}
