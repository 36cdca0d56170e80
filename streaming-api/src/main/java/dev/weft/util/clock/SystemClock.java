package dev.weft.util.clock;

/** The machine's clocks. */
public final class SystemClock extends Clock {
    private static final SystemClock INSTANCE = new SystemClock();

    private SystemClock() {}

    /** The only instance. */
    public static SystemClock getInstance() {
        return INSTANCE;
    }

    @Override
    public long absoluteTimeMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long relativeTimeMillis() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public long relativeTimeNanos() {
        return System.nanoTime();
    }
}
