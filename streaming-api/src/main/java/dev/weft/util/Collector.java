package dev.weft.util;

/** Takes the elements that a function emits. Belongs to one task thread. */
public interface Collector<T> {
    void collect(T record);

    void close();
}
