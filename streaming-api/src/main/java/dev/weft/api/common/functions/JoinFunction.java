package dev.weft.api.common.functions;

import java.io.Serializable;

/** Turns a pair of joined elements into one. */
@FunctionalInterface
public interface JoinFunction<IN1, IN2, OUT> extends Function, Serializable {
    /**
     * Called for each pair of elements that match.
     *
     * @return the one result, not null
     * @throws Exception fails the job
     */
    OUT join(IN1 first, IN2 second) throws Exception;
}
