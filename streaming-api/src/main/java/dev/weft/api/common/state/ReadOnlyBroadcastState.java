package dev.weft.api.common.state;

import dev.weft.annotation.PublicEvolving;
import java.util.Map;

/** Broadcast state as the side that must not change it sees it. The values must not be changed either. */
@PublicEvolving
public interface ReadOnlyBroadcastState<K, V> extends State {
    /** The value, or null. */
    V get(K key) throws Exception;

    boolean contains(K key) throws Exception;

    Iterable<Map.Entry<K, V>> immutableEntries() throws Exception;
}
