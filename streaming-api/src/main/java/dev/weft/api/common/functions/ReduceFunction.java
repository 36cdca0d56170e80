package dev.weft.api.common.functions;

import java.io.Serializable;

/** Folds two elements of a kind into one of the same kind; it should be associative. */
@FunctionalInterface
public interface ReduceFunction<T> extends Function, Serializable {
    T reduce(T value1, T value2) throws Exception;
}
