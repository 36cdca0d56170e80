package dev.weft.metrics.groups;

import dev.weft.metrics.Counter;
import dev.weft.metrics.MetricGroup;

/** What went into and out of an operator. */
public interface OperatorIOMetricGroup extends MetricGroup {
    Counter getNumRecordsInCounter();

    Counter getNumRecordsOutCounter();

    Counter getNumBytesInCounter();

    Counter getNumBytesOutCounter();
}
