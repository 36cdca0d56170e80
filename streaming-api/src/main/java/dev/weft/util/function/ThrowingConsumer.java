package dev.weft.util.function;

import java.util.function.Consumer;

/** A {@link Consumer} that may throw. */
@FunctionalInterface
public interface ThrowingConsumer<T, E extends Throwable> {
    /**
     * Takes what is given.
     *
     * @throws E as it likes
     */
    void accept(T value) throws E;

    /** The same with failures thrown unchecked. */
    static <A> Consumer<A> unchecked(ThrowingConsumer<A, ?> throwingConsumer) {
        return value -> {
            try {
                throwingConsumer.accept(value);
            } catch (Throwable failure) {
                throw Unchecked.rethrow(failure);
            }
        };
    }
}
