package dev.weft.engine.state.spi;

import dev.weft.api.common.state.StateTtlConfig;

/**
 * Time to live of a state's values. Readers check whether a value has expired; a backend may remove expired ones, but
 * need not. Every value of such a state (every element of a list, every value of a map) is serialized with the time of
 * its last use in front, eight bytes big endian, in milliseconds since the epoch.
 */
public interface Expiry {

    /** The user's settings, including the cleanup strategies. */
    StateTtlConfig config();

    /** Current time of the clock by which last uses are measured. */
    long nowMs();

    /** The time of last use of a value (of an element, of a map's value). */
    long lastUse(Object value);

    /** Whether a value with this time of last use has expired. */
    default boolean isExpired(long lastUseMs, long nowMs) {
        long until = lastUseMs + config().getTimeToLive().toMillis();
        return (until >= lastUseMs ? until : Long.MAX_VALUE) <= nowMs;
    }
}
