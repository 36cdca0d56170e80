package dev.weft.util.function;

import java.util.function.Supplier;

/** A {@link Supplier} that may throw. */
@FunctionalInterface
public interface SupplierWithException<R, E extends Throwable> {
    /**
     * Gives the result.
     *
     * @throws E as it likes
     */
    R get() throws E;
}
