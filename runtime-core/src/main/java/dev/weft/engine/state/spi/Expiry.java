package dev.weft.engine.state.spi;

import dev.weft.api.common.state.StateTtlConfig;

/**
 * How values of a state expire. Whoever reads them checks; a backend may drop expired ones to save room, and need not.
 * Every value of such a state (every element of a list, every value of a map) is serialized with the time of its last use,
 * eight bytes big endian in milliseconds since the epoch, before anything else.
 */
public interface Expiry {

    /** The user's settings, with the ways of cleaning up that are wanted. */
    StateTtlConfig config();

    /** The clock that last uses are measured by. */
    long nowMs();

    /** The time of last use of a value (of an element, of a map's value). */
    long lastUse(Object value);

    /** Whether a value that was last used then is dead by now. */
    default boolean isExpired(long lastUseMs, long nowMs) {
        long until = lastUseMs + config().getTimeToLive().toMillis();
        return (until >= lastUseMs ? until : Long.MAX_VALUE) <= nowMs;
    }
}
