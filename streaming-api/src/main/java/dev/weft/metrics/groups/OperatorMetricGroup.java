package dev.weft.metrics.groups;

import dev.weft.metrics.MetricGroup;

/** An operator's metrics. */
public interface OperatorMetricGroup extends MetricGroup {
    /** What the operator has taken and emitted. */
    OperatorIOMetricGroup getIOMetricGroup();
}
