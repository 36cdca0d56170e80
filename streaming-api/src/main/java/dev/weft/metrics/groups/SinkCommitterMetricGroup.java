package dev.weft.metrics.groups;

import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;

/** A committer's metrics. */
public interface SinkCommitterMetricGroup extends OperatorMetricGroup {
    Counter getNumCommittablesTotalCounter();

    Counter getNumCommittablesFailureCounter();

    Counter getNumCommittablesRetryCounter();

    Counter getNumCommittablesSuccessCounter();

    Counter getNumCommittablesAlreadyCommittedCounter();

    void setCurrentPendingCommittablesGauge(Gauge<Integer> currentPendingCommittablesGauge);
}
