package dev.weft.util.clock;

/** A clock whose readings mean something only relative to each other; it never goes back. */
public interface RelativeClock {
    long relativeTimeMillis();

    long relativeTimeNanos();
}
