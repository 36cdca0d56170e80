package dev.weft.streaming.api.datastream;

import dev.weft.api.java.functions.KeySelector;

/** The same key for every element. */
final class OneKey<T> implements KeySelector<T, Byte> {
    private static final long serialVersionUID = 1L;

    @Override
    public Byte getKey(T value) {
        return 0;
    }
}
