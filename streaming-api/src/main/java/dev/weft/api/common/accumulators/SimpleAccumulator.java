package dev.weft.api.common.accumulators;

import java.io.Serializable;

/** An accumulator whose result is of the same type as what is added. */
public interface SimpleAccumulator<T extends Serializable> extends Accumulator<T, T> {}
