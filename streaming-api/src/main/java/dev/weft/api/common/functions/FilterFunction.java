package dev.weft.api.common.functions;

import java.io.Serializable;

/** Decides which elements stay in a stream; it must not change them. */
@FunctionalInterface
public interface FilterFunction<T> extends Function, Serializable {
    /** True keeps the element, false drops it. */
    boolean filter(T value) throws Exception;
}
