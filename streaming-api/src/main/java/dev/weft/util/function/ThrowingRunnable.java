package dev.weft.util.function;

/** A {@link Runnable} that may throw. */
@FunctionalInterface
public interface ThrowingRunnable<E extends Throwable> {
    /**
     * Runs.
     *
     * @throws E as it likes
     */
    void run() throws E;

    /** The same with failures thrown unchecked. */
    static Runnable unchecked(ThrowingRunnable<?> throwingRunnable) {
        return () -> {
            try {
                throwingRunnable.run();
            } catch (Throwable failure) {
                throw Unchecked.rethrow(failure);
            }
        };
    }
}
