package dev.weft.engine.state;

import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.MapStateDescriptor;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** A broadcast state. Belongs to the thread of its task. */
final class BroadcastMap<K, V> implements BroadcastState<K, V> {

    private final Map<K, V> map = new HashMap<>();

    BroadcastMap(MapStateDescriptor<K, V> descriptor) {}

    @Override
    public V get(K key) {
        return map.get(key);
    }

    @Override
    public boolean contains(K key) {
        return map.containsKey(key);
    }

    @Override
    public void put(K key, V value) {
        map.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> more) {
        map.putAll(more);
    }

    @Override
    public void remove(K key) {
        map.remove(key);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return map.entrySet().iterator();
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return map.entrySet();
    }

    @Override
    public Iterable<Map.Entry<K, V>> immutableEntries() {
        return Collections.unmodifiableMap(map).entrySet();
    }

    @Override
    public void clear() {
        map.clear();
    }
}
