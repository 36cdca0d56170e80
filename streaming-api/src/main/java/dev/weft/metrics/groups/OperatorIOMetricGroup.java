package dev.weft.metrics.groups;

import dev.weft.metrics.Counter;
import dev.weft.metrics.MetricGroup;

/** What went into and out of an operator. */
public interface OperatorIOMetricGroup extends MetricGroup {
    /** Records that the operator has taken. */
    Counter getNumRecordsInCounter();

    /** Records that the operator has emitted. */
    Counter getNumRecordsOutCounter();

    /** Bytes that the operator has taken. */
    Counter getNumBytesInCounter();

    /** Bytes that the operator has emitted. */
    Counter getNumBytesOutCounter();
}
