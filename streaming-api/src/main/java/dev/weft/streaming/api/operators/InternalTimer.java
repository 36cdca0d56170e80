package dev.weft.streaming.api.operators;

/** A timer of a key and a namespace. */
public interface InternalTimer<K, N> {
    /** The time that the timer was set to, in milliseconds since the epoch. */
    long getTimestamp();

    /** The key that the timer belongs to. */
    K getKey();

    /** The namespace that the timer belongs to. */
    N getNamespace();
}
