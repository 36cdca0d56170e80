package dev.weft.util.function;

/** A function that may throw. */
@FunctionalInterface
public interface FunctionWithException<T, R, E extends Throwable> {
    /**
     * Gives the result.
     *
     * @throws E as it likes
     */
    R apply(T value) throws E;

    /** The same with failures thrown unchecked. */
    static <A, B> java.util.function.Function<A, B> unchecked(FunctionWithException<A, B, ?> function) {
        return value -> {
            try {
                return function.apply(value);
            } catch (Throwable failure) {
                throw Unchecked.rethrow(failure);
            }
        };
    }
}
