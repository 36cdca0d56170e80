package dev.weft.util;

/** Takes the elements that a function emits. Belongs to one task thread. */
public interface Collector<T> {
    /** Emits an element, not null. May wait while those behind are slow. */
    void collect(T record);

    /** Ends the output. Functions do not call it. */
    void close();
}
