package dev.weft.util.function;

import java.io.Serializable;
import java.util.function.Supplier;

/** A {@link Supplier} that can travel. */
@FunctionalInterface
public interface SerializableSupplier<T> extends Supplier<T>, Serializable {}
