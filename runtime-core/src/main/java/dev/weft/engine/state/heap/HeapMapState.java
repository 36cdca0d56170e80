package dev.weft.engine.state.heap;

import dev.weft.api.common.state.MapState;
import java.util.Iterator;
import java.util.Map;

/** A map state over a map per key; a key without entries has none. */
abstract class HeapMapState<K, V> implements MapState<K, V> {

    /** The current key's entries, not to be changed; removal through its iterator is allowed when it is not empty. */
    abstract Map<K, V> read();

    /** The current key's entries, made if there are none. */
    abstract Map<K, V> write();

    @Override
    public V get(K key) {
        Map<K, V> map = read();
        return map.isEmpty() ? null : map.get(key);
    }

    @Override
    public void put(K key, V value) {
        write().put(key, value);
    }

    @Override
    public void putAll(Map<K, V> more) {
        if (!more.isEmpty()) {
            write().putAll(more);
        }
    }

    @Override
    public void remove(K key) {
        Map<K, V> map = read();
        if (!map.isEmpty()) {
            map.remove(key);
            if (map.isEmpty()) {
                clear();
            }
        }
    }

    @Override
    public boolean contains(K key) {
        Map<K, V> map = read();
        return !map.isEmpty() && map.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return read().entrySet();
    }

    @Override
    public Iterable<K> keys() {
        return read().keySet();
    }

    @Override
    public Iterable<V> values() {
        return read().values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return read().entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
        return read().isEmpty();
    }
}
