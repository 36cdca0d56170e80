package dev.weft.util.function;

import java.io.Serializable;

/** A {@link SupplierWithException} that can travel. */
@FunctionalInterface
public interface SerializableSupplierWithException<T, E extends Throwable>
        extends SupplierWithException<T, E>, Serializable {}
