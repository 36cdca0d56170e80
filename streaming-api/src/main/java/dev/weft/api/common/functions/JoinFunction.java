package dev.weft.api.common.functions;

import java.io.Serializable;

/** Turns a pair of joined elements into one. */
@FunctionalInterface
public interface JoinFunction<IN1, IN2, OUT> extends Function, Serializable {
    OUT join(IN1 first, IN2 second) throws Exception;
}
