package dev.weft.util.function;

import java.util.function.BiConsumer;

/** A {@link BiConsumer} that may throw. */
@FunctionalInterface
public interface BiConsumerWithException<T, U, E extends Throwable> {
    /**
     * Takes what is given.
     *
     * @throws E as it likes
     */
    void accept(T first, U second) throws E;

    /** The same with failures thrown unchecked. */
    static <A, B> BiConsumer<A, B> unchecked(BiConsumerWithException<A, B, ?> consumer) {
        return (first, second) -> {
            try {
                consumer.accept(first, second);
            } catch (Throwable failure) {
                throw Unchecked.rethrow(failure);
            }
        };
    }
}
