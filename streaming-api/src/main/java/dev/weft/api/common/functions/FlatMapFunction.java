package dev.weft.api.common.functions;

import dev.weft.util.Collector;
import java.io.Serializable;

/** Turns one element into any number of others. */
@FunctionalInterface
public interface FlatMapFunction<T, O> extends Function, Serializable {
    /**
     * Called for each element.
     *
     * @param out takes any number of results; valid during the call only
     * @throws Exception fails the job
     */
    void flatMap(T value, Collector<O> out) throws Exception;
}
