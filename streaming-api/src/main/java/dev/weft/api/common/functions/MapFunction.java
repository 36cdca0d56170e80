package dev.weft.api.common.functions;

import java.io.Serializable;

/** Turns one element into exactly one other. */
@FunctionalInterface
public interface MapFunction<T, O> extends Function, Serializable {
    O map(T value) throws Exception;
}
