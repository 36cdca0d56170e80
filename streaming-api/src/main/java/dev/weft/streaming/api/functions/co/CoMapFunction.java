package dev.weft.streaming.api.functions.co;

import dev.weft.api.common.functions.Function;
import java.io.Serializable;

/** Maps the elements of two connected streams into one stream. */
public interface CoMapFunction<IN1, IN2, OUT> extends Function, Serializable {
    /**
     * Called for each element of the first input.
     *
     * @return the one result, not null
     * @throws Exception fails the job
     */
    OUT map1(IN1 value) throws Exception;

    /**
     * Called for each element of the second input.
     *
     * @return the one result, not null
     * @throws Exception fails the job
     */
    OUT map2(IN2 value) throws Exception;
}
