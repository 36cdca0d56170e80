package dev.weft.engine.state.spi;

import dev.weft.api.common.state.State;
import java.util.Collection;

/**
 * A declared state of a backend. Returns the handle through which the values of the current key of the backend's {@link
 * KeyContext} and of one namespace are accessed. There is one handle per state; it refers to the namespace that was set
 * last.
 *
 * <p>Values are handed out and kept by reference where the backend holds objects: a value that the user's code changes
 * must be written back with {@code update}, and must not be kept beyond the call that got it.
 *
 * @param <S> what the user's code sees: a value, list, map, reducing or aggregating state
 * @param <N> the namespaces
 */
public interface NamespacedState<S extends State, N> {

    /** The handle of a state without namespaces ({@link Namespaces#NONE}); stays valid. */
    S undivided();

    /** The handle for a {@code long} namespace; only for {@link Namespaces#LONGS}. */
    S at(long namespace);

    /** The handle for a namespace. */
    S in(N namespace);

    /**
     * Moves the current key's contents of some namespaces into another one: lists are concatenated, reducing and
     * aggregating states merged by their functions.
     *
     * @throws UnsupportedOperationException for values and maps
     */
    void merge(N target, Collection<N> sources) throws Exception;

    /**
     * Visits every key that has contents in a namespace. The key is current during the call, and none is afterwards.
     * The action may change and remove what this key has, in this and in every other state.
     */
    void forEachKey(N namespace, KeyAction action) throws Exception;

    /** As {@link #forEachKey}, for every key and namespace; may miss changes to other namespaces of this state. */
    void forEach(EntryAction<N> action) throws Exception;

    /** Removes a namespace with all its keys; only for {@link Namespaces#LONGS}. */
    void drop(long namespace);

    /** Callback for a key. */
    @FunctionalInterface
    interface KeyAction {
        void accept(Object key) throws Exception;
    }

    /** Callback for a key and namespace. */
    @FunctionalInterface
    interface EntryAction<N> {
        void accept(Object key, N namespace) throws Exception;
    }
}
