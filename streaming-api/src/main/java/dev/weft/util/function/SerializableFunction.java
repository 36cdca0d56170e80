package dev.weft.util.function;

import java.io.Serializable;

/** A {@link java.util.function.Function} that can travel. */
@FunctionalInterface
public interface SerializableFunction<T, R> extends java.util.function.Function<T, R>, Serializable {}
