package dev.weft.metrics.groups;

import dev.weft.metrics.Gauge;

/** A split enumerator's metrics. */
public interface SplitEnumeratorMetricGroup extends OperatorCoordinatorMetricGroup {
    <G extends Gauge<Long>> G setUnassignedSplitsGauge(G unassignedSplitsGauge);
}
