package dev.weft.metrics.groups;

import dev.weft.metrics.MetricGroup;

/** The metrics of what coordinates an operator. */
public interface OperatorCoordinatorMetricGroup extends MetricGroup {}
