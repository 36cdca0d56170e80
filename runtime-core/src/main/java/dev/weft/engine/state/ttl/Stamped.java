package dev.weft.engine.state.ttl;

/**
 * A value with the time of its last use.
 *
 * @param lastUseMs in milliseconds since the epoch
 * @param value null only in a map that has a null value
 */
public record Stamped<T>(long lastUseMs, T value) {}
