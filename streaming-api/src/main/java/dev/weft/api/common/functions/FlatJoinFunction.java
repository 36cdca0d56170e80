package dev.weft.api.common.functions;

import dev.weft.util.Collector;
import java.io.Serializable;

/** Turns a pair of joined elements into any number of others. */
@FunctionalInterface
public interface FlatJoinFunction<IN1, IN2, OUT> extends Function, Serializable {
    /**
     * Called for each pair of elements that match.
     *
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    void join(IN1 first, IN2 second, Collector<OUT> out) throws Exception;
}
