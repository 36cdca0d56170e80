package dev.weft.util.clock;

/** A clock whose readings mean something only relative to each other; it never goes back. */
public interface RelativeClock {
    /** Milliseconds since an unknown moment; never goes back. */
    long relativeTimeMillis();

    /** Nanoseconds since an unknown moment; never goes back. */
    long relativeTimeNanos();
}
