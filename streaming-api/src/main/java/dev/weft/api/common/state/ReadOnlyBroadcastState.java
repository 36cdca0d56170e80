package dev.weft.api.common.state;

import dev.weft.annotation.PublicEvolving;
import java.util.Map;

/**
 * Broadcast state as the side that must not change it sees it: the parallel instances would differ otherwise. The values must
 * not be changed either, which nobody checks. {@link #clear()} is refused with an {@link UnsupportedOperationException}.
 *
 * @param <K> the keys of the map
 * @param <V> the values of the map
 */
@PublicEvolving
public interface ReadOnlyBroadcastState<K, V> extends State {
    /**
     * The value of a key; null if there is none, or if the value is null.
     *
     * @param key null finds nothing
     */
    V get(K key) throws Exception;

    /** Whether the map has the key, also with a null value. */
    boolean contains(K key) throws Exception;

    /**
     * The entries of the map, as they are when a walk over them begins. Neither {@code remove()} nor {@code setValue} is
     * possible.
     */
    Iterable<Map.Entry<K, V>> immutableEntries() throws Exception;
}
