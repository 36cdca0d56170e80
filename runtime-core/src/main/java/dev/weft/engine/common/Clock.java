package dev.weft.engine.common;

/** The engine's clock. Always injected through constructors, so that tests and simulations control time. */
public interface Clock {

    /** Monotonic nanoseconds; only differences mean something. */
    long nanoTime();

    /** Wall-clock milliseconds since 1970-01-01T00:00Z; may jump. */
    long epochMs();

    /** The machine's clock. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
