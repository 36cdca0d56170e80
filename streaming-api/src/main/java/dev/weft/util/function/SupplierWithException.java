package dev.weft.util.function;

import java.util.function.Supplier;

/** A {@link Supplier} that may throw. */
@FunctionalInterface
public interface SupplierWithException<R, E extends Throwable> {
    R get() throws E;
}
