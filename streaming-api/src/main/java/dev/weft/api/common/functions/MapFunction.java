package dev.weft.api.common.functions;

import java.io.Serializable;

/** Turns one element into exactly one other. */
@FunctionalInterface
public interface MapFunction<T, O> extends Function, Serializable {
    /**
     * Called for each element.
     *
     * @return the one result, not null
     * @throws Exception fails the job
     */
    O map(T value) throws Exception;
}
