package dev.weft.api.common.state;

import dev.weft.annotation.PublicEvolving;
import java.util.Iterator;
import java.util.Map;

/**
 * A map that every parallel instance of an operator keeps alike, because each of them sees the same broadcast records and
 * changes it in the same way. It is kept on the heap, whatever the state backend. Walks over it go on while it is changed and
 * show it as it was when they began.
 *
 * @param <K> the keys of the map, not null
 * @param <V> the values of the map, which may be null
 */
@PublicEvolving
public interface BroadcastState<K, V> extends ReadOnlyBroadcastState<K, V> {
    /**
     * Sets the value of a key. What is put must depend on the broadcast records alone, so that all instances put the same.
     *
     * @throws NullPointerException if the key is null
     */
    void put(K key, V value) throws Exception;

    /**
     * Sets the values of several keys.
     *
     * @throws NullPointerException if the map or one of its keys is null; nothing is changed then
     */
    void putAll(Map<K, V> map) throws Exception;

    /** Removes a key with its value; does nothing if it is not there. */
    void remove(K key) throws Exception;

    /** One walk over {@link #entries()}. */
    Iterator<Map.Entry<K, V>> iterator() throws Exception;

    /**
     * The entries, as they are when a walk over them begins. {@code remove()} of the iterator and {@code setValue} of an entry
     * reach the state.
     */
    Iterable<Map.Entry<K, V>> entries() throws Exception;
}
