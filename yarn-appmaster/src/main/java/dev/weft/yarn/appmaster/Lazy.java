package dev.weft.yarn.appmaster;

import java.util.function.Supplier;

/** Lazily initialized value: created once, by the first thread that reads it. Thread-safe. */
final class Lazy<T> implements Supplier<T> {

    private Supplier<T> source;
    private T value;

    Lazy(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public synchronized T get() {
        if (source != null) {
            value = source.get();
            source = null;
        }
        return value;
    }
}
