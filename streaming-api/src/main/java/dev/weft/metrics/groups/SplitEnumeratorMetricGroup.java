package dev.weft.metrics.groups;

import dev.weft.metrics.Gauge;

/** A split enumerator's metrics. */
public interface SplitEnumeratorMetricGroup extends OperatorCoordinatorMetricGroup {
    /**
     * Sets what tells how many splits no reader has.
     *
     * @return the given gauge
     */
    <G extends Gauge<Long>> G setUnassignedSplitsGauge(G unassignedSplitsGauge);
}
