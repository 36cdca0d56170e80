package dev.weft.engine.state.spi;

import dev.weft.api.common.state.State;
import java.util.Collection;

/**
 * One declared state of a backend. Gives the handle with which values are read and written for the current key of the
 * backend's {@link KeyContext} and one namespace. There is one handle a state: it stands for the namespace that was named
 * last.
 *
 * <p>Values are handed out and kept by reference where the backend holds objects: a value that the user's code changes
 * must be written back with {@code update}, and must not be kept beyond the call that got it.
 *
 * @param <S> what the user's code sees: a value, list, map, reducing or aggregating state
 * @param <N> the namespaces
 */
public interface NamespacedState<S extends State, N> {

    /** The handle of a state that is not divided: {@link Namespaces#NONE}. It holds for good. */
    S undivided();

    /** The handle for this long; only for {@link Namespaces#LONGS}. */
    S at(long namespace);

    /** The handle for this namespace. */
    S in(N namespace);

    /**
     * Moves what the current key has in some namespaces into another one: lists are concatenated, reducing and
     * aggregating states combined by their functions.
     *
     * @throws UnsupportedOperationException for values and maps
     */
    void merge(N target, Collection<N> sources) throws Exception;

    /**
     * Visits every key that has something in a namespace; the key is current meanwhile and none is afterwards. The action
     * may change and remove what this key has, in this and in every other state.
     */
    void forEachKey(N namespace, KeyAction action) throws Exception;

    /** As {@link #forEachKey}, for every key and namespace; changes to other namespaces of this state may be missed. */
    void forEach(EntryAction<N> action) throws Exception;

    /** Removes a namespace with all its keys; only for {@link Namespaces#LONGS}. */
    void drop(long namespace);

    /** What to do with a key. */
    @FunctionalInterface
    interface KeyAction {
        void accept(Object key) throws Exception;
    }

    /** What to do with what a key has in a namespace. */
    @FunctionalInterface
    interface EntryAction<N> {
        void accept(Object key, N namespace) throws Exception;
    }
}
