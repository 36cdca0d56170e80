package dev.weft.streaming.api.operators;

/** A timer of a key and a namespace. */
public interface InternalTimer<K, N> {
    long getTimestamp();

    K getKey();

    N getNamespace();
}
