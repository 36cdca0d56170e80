package dev.weft.streaming.api.functions.aggregation;

import dev.weft.api.common.functions.ReduceFunction;

/** A reduce function that need not make an element for every result, if its caller has one to give up. */
public interface InPlaceReduce<T> extends ReduceFunction<T> {

    /**
     * As {@link #reduce}.
     *
     * @param value1 may be changed and returned: nobody but the caller has it, and the caller goes on with the result
     */
    T reduceInto(T value1, T value2);
}
