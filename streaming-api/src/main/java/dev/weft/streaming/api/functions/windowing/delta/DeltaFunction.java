package dev.weft.streaming.api.functions.windowing.delta;

import java.io.Serializable;

/** Says how far one element is from another. */
public interface DeltaFunction<DATA> extends Serializable {
    double getDelta(DATA oldDataPoint, DATA newDataPoint);
}
