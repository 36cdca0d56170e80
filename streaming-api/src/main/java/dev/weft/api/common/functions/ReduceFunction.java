package dev.weft.api.common.functions;

import java.io.Serializable;

/** Folds two elements of a kind into one of the same kind; it should be associative. */
@FunctionalInterface
public interface ReduceFunction<T> extends Function, Serializable {
    /**
     * Combines two values into one of the same type. Must be associative where windows merge.
     *
     * @param value1 what was combined before
     * @param value2 the value that is added
     * @return the combination; may be either argument, changed
     * @throws Exception fails the job
     */
    T reduce(T value1, T value2) throws Exception;
}
