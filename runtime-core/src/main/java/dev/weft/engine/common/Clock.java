package dev.weft.engine.common;

/** Time as the engine sees it. A constructor argument everywhere, so that tests and simulations move it by hand. */
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
