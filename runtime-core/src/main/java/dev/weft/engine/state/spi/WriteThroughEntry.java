package dev.weft.engine.state.spi;

import java.util.AbstractMap.SimpleEntry;
import java.util.function.BiConsumer;

/** What a walk over a map state gives: key and value as they were then; setting the value writes it into the state. */
public final class WriteThroughEntry<K, V> extends SimpleEntry<K, V> {
    private static final long serialVersionUID = 1L;

    private final transient BiConsumer<K, V> put;

    /** @param put writes into the state */
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
