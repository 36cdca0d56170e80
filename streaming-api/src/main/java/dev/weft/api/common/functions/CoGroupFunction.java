package dev.weft.api.common.functions;

import dev.weft.util.Collector;
import java.io.Serializable;

/** Turns the two groups of elements that share a key into any number of others. */
@FunctionalInterface
public interface CoGroupFunction<IN1, IN2, O> extends Function, Serializable {
    /**
     * Called once for each key and window that has elements on either side.
     *
     * @param first the elements of the first side; may be empty
     * @param second the elements of the second side; may be empty
     * @param out takes the results
     * @throws Exception fails the job
     */
    void coGroup(Iterable<IN1> first, Iterable<IN2> second, Collector<O> out) throws Exception;
}
