package dev.weft.engine.state;

import dev.weft.api.common.state.MapState;
import dev.weft.engine.state.spi.StateArguments;
import dev.weft.engine.state.spi.WriteThroughEntry;
import dev.weft.engine.types.MapKeySerializer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;

/**
 * Map state with keys that have no {@code equals} by content (decorator): the backend keeps them in the form in which
 * {@link MapKeySerializer} holds them. Belongs to the thread of its task.
 */
final class ContentKeyedMap<K, V> implements MapState<K, V> {

    private final MapState<Object, V> kept;
    private final MapKeySerializer<K> keys;

    ContentKeyedMap(MapState<Object, V> kept, MapKeySerializer<K> keys) {
        this.kept = kept;
        this.keys = keys;
    }

    @Override
    public V get(K key) throws Exception {
        return kept.get(keys.held(key));
    }

    @Override
    public void put(K key, V value) throws Exception {
        kept.put(keys.held(key), value);
    }

    @Override
    public void putAll(Map<K, V> map) throws Exception {
        Map<Object, V> held = new HashMap<>();
        StateArguments.entries(map).forEach((key, value) -> held.put(keys.held(key), value));
        kept.putAll(held);
    }

    @Override
    public void remove(K key) throws Exception {
        kept.remove(keys.held(key));
    }

    @Override
    public boolean contains(K key) throws Exception {
        return kept.contains(keys.held(key));
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() throws Exception {
        Iterable<Map.Entry<Object, V>> entries = kept.entries();
        return () -> new Converting<>(entries.iterator(), this::given);
    }

    @Override
    public Iterable<K> keys() throws Exception {
        Iterable<Object> held = kept.keys();
        return () -> new Converting<>(held.iterator(), keys::given);
    }

    @Override
    public Iterable<V> values() throws Exception {
        return kept.values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() throws Exception {
        return new Converting<>(kept.iterator(), this::given);
    }

    private Map.Entry<K, V> given(Map.Entry<Object, V> entry) {
        return new WriteThroughEntry<>(
                keys.given(entry.getKey()), entry.getValue(), (key, value) -> entry.setValue(value));
    }

    @Override
    public boolean isEmpty() throws Exception {
        return kept.isEmpty();
    }

    @Override
    public void clear() {
        kept.clear();
    }

    /** The elements of an iterator in another form. */
    private record Converting<F, T>(Iterator<F> from, Function<F, T> conversion) implements Iterator<T> {

        @Override
        public boolean hasNext() {
            return from.hasNext();
        }

        @Override
        public T next() {
            return conversion.apply(from.next());
        }

        @Override
        public void remove() {
            from.remove();
        }
    }
}
