package dev.weft.engine.state.heap;

import dev.weft.api.common.state.MapState;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.Namespaces;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * A map; the table holds a {@link HashMap} or {@link LargeMap}, never empty: removal through an iterator that empties the map
 * removes it too.
 */
final class HeapMapState<K, V, N> extends HeapState<MapState<K, V>, N> implements MapState<K, V> {

    HeapMapState(StateTables tables, KeyContext keys, Namespaces<N> namespaces) {
        super(tables, keys, namespaces);
    }

    @SuppressWarnings("unchecked") // the entries are of the descriptor's types
    private Map<K, V> map() {
        Object map = tables.get();
        return map == null ? Map.of() : (Map<K, V>) map;
    }

    @Override
    public V get(K key) {
        Map<K, V> map = map();
        return map.isEmpty() ? null : map.get(key);
    }

    @Override
    public void put(K key, V value) {
        Map<K, V> map = map();
        if (map.isEmpty()) {
            map = new HashMap<>();
            map.put(key, value);
            tables.put(map);
        } else {
            map.put(key, value);
            if (map.size() > LargeMap.FROM && !(map instanceof LargeMap)) {
                tables.put(new LargeMap(map));
            }
        }
    }

    @Override
    public void putAll(Map<K, V> more) {
        more.forEach(this::put);
    }

    @Override
    public void remove(K key) {
        Map<K, V> map = map();
        if (!map.isEmpty()) {
            map.remove(key);
            if (map.isEmpty()) {
                tables.remove();
            }
        }
    }

    @Override
    public boolean contains(K key) {
        Map<K, V> map = map();
        return !map.isEmpty() && map.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return this::iterator;
    }

    @Override
    public Iterable<K> keys() {
        return () -> new Removing<>(map().keySet().iterator());
    }

    @Override
    public Iterable<V> values() {
        return () -> new Removing<>(map().values().iterator());
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return new Removing<>(map().entrySet().iterator());
    }

    @Override
    public boolean isEmpty() {
        return map().isEmpty();
    }

    /** An iterator over the current key's map. */
    private final class Removing<T> implements Iterator<T> {
        private final Iterator<T> all;

        Removing(Iterator<T> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public T next() {
            return all.next();
        }

        @Override
        public void remove() {
            all.remove();
            if (map().isEmpty()) {
                tables.remove();
            }
        }
    }
}
