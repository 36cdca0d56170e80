package dev.weft.streaming.api.functions.windowing.delta;

import java.io.Serializable;

/** Says how far one element is from another. */
public interface DeltaFunction<DATA> extends Serializable {
    /** How far the new element is from the old one. */
    double getDelta(DATA oldDataPoint, DATA newDataPoint);
}
