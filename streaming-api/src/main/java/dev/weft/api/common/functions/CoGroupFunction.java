package dev.weft.api.common.functions;

import dev.weft.util.Collector;
import java.io.Serializable;

/** Turns the two groups of elements that share a key into any number of others. */
@FunctionalInterface
public interface CoGroupFunction<IN1, IN2, O> extends Function, Serializable {
    void coGroup(Iterable<IN1> first, Iterable<IN2> second, Collector<O> out) throws Exception;
}
