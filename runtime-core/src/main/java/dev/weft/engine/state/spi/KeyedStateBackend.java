package dev.weft.engine.state.spi;

import dev.weft.api.common.state.State;

/**
 * The keyed state and timers of one operator instance. Made by a {@link StateBackendFactory}, empty or restored; belongs to
 * the thread of its task, except that a {@link KeyedSnapshot} is written by another.
 */
public interface KeyedStateBackend extends AutoCloseable {

    /**
     * Declares a state, or finds it again. Restored contents are bound to it here.
     *
     * @throws dev.weft.engine.common.WeftException when restored contents cannot be read with the serializer of the
     *     descriptor or are divided otherwise
     */
    <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec);

    /**
     * Declares a queue of timers, or finds it again.
     *
     * @param name unique among the queues of the backend
     */
    <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces);

    /**
     * Tells of keys that come next, so that a backend can fetch what it has for them. Changes nothing.
     *
     * @param keys the keys of the next records in order, some perhaps equal; not to be kept
     * @param hashes their spread hashes
     * @param count how many there are, from 0 on
     */
    default void expect(Object[] keys, int[] hashes, int count) {}

    /**
     * Forgets all state of the one key that has any: in a batch keys come one after the other, and none comes again. A
     * backend that keeps its state on disk need not do anything, since nobody asks for that key again.
     */
    default void forgetKey() {}

    /**
     * Cuts: everything as it is now, not to be seen changing. Returns soon, whatever the size of the state; the snapshot
     * is written later. Several may be under way.
     */
    KeyedSnapshot snapshot() throws Exception;

    /** Releases everything; snapshots that are under way are closed by their owners before. */
    @Override
    void close();
}
