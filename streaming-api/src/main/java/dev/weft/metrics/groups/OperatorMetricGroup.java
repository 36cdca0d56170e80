package dev.weft.metrics.groups;

import dev.weft.metrics.MetricGroup;

/** An operator's metrics. */
public interface OperatorMetricGroup extends MetricGroup {
    OperatorIOMetricGroup getIOMetricGroup();
}
