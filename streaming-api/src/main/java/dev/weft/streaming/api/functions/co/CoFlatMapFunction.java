package dev.weft.streaming.api.functions.co;

import dev.weft.api.common.functions.Function;
import dev.weft.util.Collector;
import java.io.Serializable;

/** Turns each element of two connected streams into any number of elements of one stream. */
public interface CoFlatMapFunction<IN1, IN2, OUT> extends Function, Serializable {
    /**
     * Called for each element of the first input.
     *
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    void flatMap1(IN1 value, Collector<OUT> out) throws Exception;

    /**
     * Called for each element of the second input.
     *
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    void flatMap2(IN2 value, Collector<OUT> out) throws Exception;
}
