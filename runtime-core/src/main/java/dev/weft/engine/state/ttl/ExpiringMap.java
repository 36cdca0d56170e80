package dev.weft.engine.state.ttl;

import dev.weft.api.common.state.MapState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A map whose entries expire each for itself. */
final class ExpiringMap<K, V> implements MapState<K, V> {

    private final MapState<K, Stamped<V>> kept;
    private final Lifetime lifetime;

    ExpiringMap(MapState<K, Stamped<V>> kept, Lifetime lifetime) {
        this.kept = kept;
        this.lifetime = lifetime;
    }

    /** An entry as a use of it finds it; removes it when it is dead. Null when it is not to be seen. */
    private Stamped<V> use(K key) throws Exception {
        Stamped<V> found = kept.get(key);
        if (found == null) {
            return null;
        }
        long now = lifetime.nowMs();
        if (lifetime.isDead(found, now)) {
            kept.remove(key);
            return lifetime.showsTheDead() ? found : null;
        }
        if (lifetime.readingCounts()) {
            kept.put(key, new Stamped<>(now, found.value()));
        }
        return found;
    }

    @Override
    public V get(K key) throws Exception {
        Stamped<V> found = use(key);
        return found == null ? null : found.value();
    }

    @Override
    public boolean contains(K key) throws Exception {
        return use(key) != null;
    }

    @Override
    public void put(K key, V value) throws Exception {
        kept.put(key, lifetime.stamp(value));
    }

    @Override
    public void putAll(Map<K, V> map) throws Exception {
        Map<K, Stamped<V>> stamped = new HashMap<>();
        map.forEach((key, value) -> stamped.put(key, lifetime.stamp(value)));
        kept.putAll(stamped);
    }

    @Override
    public void remove(K key) throws Exception {
        kept.remove(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() throws Exception {
        return () -> iterator(entry -> entry);
    }

    @Override
    public Iterable<K> keys() throws Exception {
        return () -> iterator(Map.Entry::getKey);
    }

    @Override
    public Iterable<V> values() throws Exception {
        return () -> iterator(Map.Entry::getValue);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() throws Exception {
        return iterator(entry -> entry);
    }

    @Override
    public boolean isEmpty() throws Exception {
        return !iterator().hasNext();
    }

    @Override
    public void clear() {
        kept.clear();
    }

    /** The entries as they are now, each a use of it. */
    private <T> Iterator<T> iterator(Function<Map.Entry<K, V>, T> part) {
        try {
            List<K> keys = new ArrayList<>();
            kept.keys().forEach(keys::add);
            List<Map.Entry<K, V>> seen = new ArrayList<>();
            for (K key : keys) {
                Stamped<V> found = use(key);
                if (found != null) {
                    seen.add(new Seen(key, found.value()));
                }
            }
            return new Removing<>(seen.iterator(), part);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the entries of a map state cannot be read", e);
        }
    }

    /** An entry that writes through. */
    private final class Seen implements Map.Entry<K, V> {
        private final K key;
        private V value;

        Seen(K key, V value) {
            this.key = key;
            this.value = value;
        }

        @Override
        public K getKey() {
            return key;
        }

        @Override
        public V getValue() {
            return value;
        }

        @Override
        public V setValue(V next) {
            V before = value;
            try {
                put(key, next);
            } catch (Exception e) {
                throw new IllegalStateException("an entry of a map state cannot be written", e);
            }
            value = next;
            return before;
        }
    }

    private final class Removing<T> implements Iterator<T> {
        private final Iterator<Map.Entry<K, V>> entries;
        private final Function<Map.Entry<K, V>, T> part;
        private Map.Entry<K, V> last;

        Removing(Iterator<Map.Entry<K, V>> entries, Function<Map.Entry<K, V>, T> part) {
            this.entries = entries;
            this.part = part;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public T next() {
            last = entries.next();
            return part.apply(last);
        }

        @Override
        public void remove() {
            try {
                kept.remove(last.getKey());
            } catch (Exception e) {
                throw new IllegalStateException("an entry of a map state cannot be removed", e);
            }
        }
    }
}
