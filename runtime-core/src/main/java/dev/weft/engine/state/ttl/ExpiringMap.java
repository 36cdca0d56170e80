package dev.weft.engine.state.ttl;

import dev.weft.api.common.state.MapState;
import dev.weft.engine.state.spi.StateArguments;
import dev.weft.engine.state.spi.WriteThroughEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Map state with a time to live per entry. */
final class ExpiringMap<K, V> implements MapState<K, V> {

    private final MapState<K, Stamped<V>> kept;
    private final Lifetime lifetime;

    ExpiringMap(MapState<K, Stamped<V>> kept, Lifetime lifetime) {
        this.kept = kept;
        this.lifetime = lifetime;
    }

    /**
     * Reads an entry and applies the time to live: removes it when it has expired, renews it if reading does. Null when
     * it is not visible.
     */
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
        StateArguments.entries(map).forEach((key, value) -> stamped.put(key, lifetime.stamp(value)));
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

    private <T> Iterator<T> iterator(Function<Map.Entry<K, V>, T> part) {
        return new Walk<>(part);
    }

    /** The visible entries, each read as by {@link #use}. */
    private List<Map.Entry<K, V>> used() {
        try {
            List<K> keys = new ArrayList<>();
            kept.keys().forEach(keys::add);
            List<Map.Entry<K, V>> seen = new ArrayList<>();
            for (K key : keys) {
                Stamped<V> found = use(key);
                if (found != null) {
                    seen.add(new WriteThroughEntry<>(key, found.value(), this::write));
                }
            }
            return seen;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the entries of a map state cannot be read", e);
        }
    }

    private void write(K key, V value) {
        try {
            put(key, value);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("an entry of a map state cannot be written", e);
        }
    }

    /** An iterator over the entries at the time of its first call. */
    private final class Walk<T> implements Iterator<T> {
        private final Function<Map.Entry<K, V>, T> part;
        private Iterator<Map.Entry<K, V>> entries;
        private K taken;

        Walk(Function<Map.Entry<K, V>, T> part) {
            this.part = part;
        }

        @Override
        public boolean hasNext() {
            if (entries == null) {
                entries = used().iterator();
            }
            return entries.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the map has no more entries");
            }
            Map.Entry<K, V> entry = entries.next();
            taken = entry.getKey();
            return part.apply(entry);
        }

        @Override
        public void remove() {
            if (taken == null) {
                throw new IllegalStateException("remove() goes after next(), once");
            }
            try {
                kept.remove(taken);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("an entry of a map state cannot be removed", e);
            }
            taken = null;
        }
    }
}
