package dev.weft.api.common.state;

import dev.weft.annotation.PublicEvolving;
import java.util.Iterator;
import java.util.Map;

/**
 * A map that every parallel instance of an operator keeps alike, because each of them sees the same broadcast records and
 * changes it in the same way.
 */
@PublicEvolving
public interface BroadcastState<K, V> extends ReadOnlyBroadcastState<K, V> {
    void put(K key, V value) throws Exception;

    void putAll(Map<K, V> map) throws Exception;

    void remove(K key) throws Exception;

    Iterator<Map.Entry<K, V>> iterator() throws Exception;

    Iterable<Map.Entry<K, V>> entries() throws Exception;
}
