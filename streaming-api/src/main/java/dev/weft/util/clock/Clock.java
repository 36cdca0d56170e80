package dev.weft.util.clock;

/** A clock that also knows the time of day. */
public abstract class Clock implements RelativeClock {
    /** Milliseconds since the epoch. */
    public abstract long absoluteTimeMillis();
}
