package dev.weft.util.function;

import java.util.function.BiFunction;

/** A {@link BiFunction} that may throw. */
@FunctionalInterface
public interface BiFunctionWithException<T, U, R, E extends Throwable> {
    /**
     * Gives the result.
     *
     * @throws E as it likes
     */
    R apply(T first, U second) throws E;

    /** The same with failures thrown unchecked. */
    static <A, B, C> BiFunction<A, B, C> unchecked(BiFunctionWithException<A, B, C, ?> function) {
        return (first, second) -> {
            try {
                return function.apply(first, second);
            } catch (Throwable failure) {
                throw Unchecked.rethrow(failure);
            }
        };
    }
}
