package dev.weft.engine.state.heap;

import dev.weft.api.common.state.MapState;
import dev.weft.engine.state.heap.TableCut.Moment;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateArguments;
import dev.weft.engine.state.spi.WriteThroughEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Map state on the heap; the table contains a non-empty {@link HashMap} or {@link LargeMap}. An iterator that removes
 * the last entry also removes the map.
 *
 * <p>Snapshot isolation of iterators by copy on write: an iterator shows the map as it was when its first entry was
 * taken. The first change after that copies the map for the state, and leaves the old one to the iterators.
 */
final class HeapMapState<K, V, N> extends HeapState<MapState<K, V>, N> implements MapState<K, V> {

    /** Iterators of the current key that have begun and share their map with the state. */
    private final List<Walk<?>> walks = new ArrayList<>(1);

    private int walkedTurn;

    // Created once, not for each iterator and entry.
    private final BiConsumer<K, V> write = this::put;
    private final Function<Map.Entry<K, V>, Map.Entry<K, V>> writeThrough =
            entry -> new WriteThroughEntry<>(entry.getKey(), entry.getValue(), write);

    HeapMapState(StateTables tables, KeyContext keys, Namespaces<N> namespaces) {
        super(tables, keys, namespaces);
    }

    @SuppressWarnings("unchecked") // the entries are of the descriptor's types
    private Map<K, V> map() {
        Object map = tables.get();
        return map == null ? Map.of() : (Map<K, V>) map;
    }

    /** The current key's map for modification; not shared with any iterator. */
    private Map<K, V> mapToChange() {
        Map<K, V> map = map();
        return walks.isEmpty() ? map : withoutWalks(map);
    }

    private Map<K, V> withoutWalks(Map<K, V> map) {
        boolean walked = false;
        if (walkedTurn == keys.turn()) {
            for (Walk<?> walk : walks) {
                walked |= walk.map == map;
            }
            walks.removeIf(walk -> walk.map == map);
        } else {
            walks.clear();
        }
        if (!walked) {
            return map;
        }
        Map<K, V> own = copyOf(map);
        tables.put(own);
        return own;
    }

    @SuppressWarnings("unchecked") // a copy has entries of the same types
    private Map<K, V> copyOf(Map<K, V> map) {
        // The end of an iteration is not noticed, so a large map continues to copy what it shares with it, each part
        // once.
        return map instanceof LargeMap large
                ? (Map<K, V>) ValueKinds.copier(tables.layout()).copy(large, new Moment(Moment.NEVER))
                : new HashMap<>(map);
    }

    @Override
    public V get(K key) {
        Map<K, V> map = map();
        return map.isEmpty() ? null : map.get(key);
    }

    @Override
    public void put(K key, V value) {
        StateArguments.mapKey(key);
        Map<K, V> map = mapToChange();
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
        StateArguments.entries(more).forEach(this::put);
    }

    @Override
    public void remove(K key) {
        Map<K, V> map = map();
        if (map.isEmpty()) {
            return;
        }
        if (!walks.isEmpty() && map.containsKey(key)) {
            map = withoutWalks(map);
        }
        map.remove(key);
        if (map.isEmpty()) {
            tables.remove();
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
        return () -> new Walk<>(Map.Entry::getKey);
    }

    @Override
    public Iterable<V> values() {
        return () -> new Walk<>(Map.Entry::getValue);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return new Walk<>(writeThrough);
    }

    @Override
    public boolean isEmpty() {
        return map().isEmpty();
    }

    /**
     * An iterator over the current key's map. It begins when the first entry is taken; {@code hasNext()} alone does not
     * begin it.
     */
    private final class Walk<T> implements Iterator<T> {
        private final Function<Map.Entry<K, V>, T> part;
        private Map<K, V> asked = Map.of();
        private Map<K, V> map;
        private Iterator<Map.Entry<K, V>> rest;
        private K taken;

        Walk(Function<Map.Entry<K, V>, T> part) {
            this.part = part;
        }

        @Override
        public boolean hasNext() {
            if (rest != null) {
                return rest.hasNext();
            }
            asked = map();
            return !asked.isEmpty();
        }

        @Override
        public T next() {
            if (rest == null) {
                begin();
            }
            if (!rest.hasNext()) {
                throw new NoSuchElementException("the map has no more entries");
            }
            Map.Entry<K, V> entry = rest.next();
            taken = entry.getKey();
            T given = part.apply(entry);
            if (!rest.hasNext()) {
                walks.remove(this);
            }
            return given;
        }

        private void begin() {
            Map<K, V> found = map();
            // an expired entry may have been cleaned up since hasNext()
            map = found.isEmpty() ? asked : found;
            rest = map.entrySet().iterator();
            if (walkedTurn != keys.turn()) {
                walks.clear();
                walkedTurn = keys.turn();
            }
            walks.add(this);
        }

        @Override
        public void remove() {
            if (taken == null) {
                throw new IllegalStateException("remove() goes after next(), once");
            }
            K removed = taken;
            taken = null;
            if (walks.size() == 1 && walks.get(0) == this && walkedTurn == keys.turn()) {
                rest.remove();
                if (map.isEmpty()) {
                    tables.remove();
                }
            } else {
                HeapMapState.this.remove(removed);
            }
        }
    }
}
