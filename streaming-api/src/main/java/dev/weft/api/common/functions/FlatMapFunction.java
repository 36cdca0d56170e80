package dev.weft.api.common.functions;

import dev.weft.util.Collector;
import java.io.Serializable;

/** Turns one element into any number of others. */
@FunctionalInterface
public interface FlatMapFunction<T, O> extends Function, Serializable {
    void flatMap(T value, Collector<O> out) throws Exception;
}
