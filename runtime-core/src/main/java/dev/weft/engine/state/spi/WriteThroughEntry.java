package dev.weft.engine.state.spi;

import java.util.AbstractMap.SimpleEntry;
import java.util.function.BiConsumer;

/**
 * Entry of a map state's iterator: key and value at the time of the iteration; {@code setValue} writes through to the
 * state.
 */
public final class WriteThroughEntry<K, V> extends SimpleEntry<K, V> {
    private static final long serialVersionUID = 1L;

    private final transient BiConsumer<K, V> put;

    /** @param put writes to the state */
    public WriteThroughEntry(K key, V value, BiConsumer<K, V> put) {
        super(key, value);
        this.put = put;
    }

    @Override
    public V setValue(V value) {
        put.accept(getKey(), value);
        return super.setValue(value);
    }
}
