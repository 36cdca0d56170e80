package dev.weft.streaming.api.datastream;

import dev.weft.api.java.functions.KeySelector;

/** Key selector that returns the same key for every element, for windows over a stream without keys. */
final class OneKey<T> implements KeySelector<T, Byte> {
    private static final long serialVersionUID = 1L;

    @Override
    public Byte getKey(T value) {
        return 0;
    }
}
