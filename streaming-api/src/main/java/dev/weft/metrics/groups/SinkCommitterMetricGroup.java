package dev.weft.metrics.groups;

import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;

/** A committer's metrics. */
public interface SinkCommitterMetricGroup extends OperatorMetricGroup {
    /** All committables that came to the committer. */
    Counter getNumCommittablesTotalCounter();

    /** Committables that failed for good. */
    Counter getNumCommittablesFailureCounter();

    /** Committables that were tried again. */
    Counter getNumCommittablesRetryCounter();

    /** Committables that were committed. */
    Counter getNumCommittablesSuccessCounter();

    /** Committables that had been committed before. */
    Counter getNumCommittablesAlreadyCommittedCounter();

    /** Sets what tells how many committables wait. */
    void setCurrentPendingCommittablesGauge(Gauge<Integer> currentPendingCommittablesGauge);
}
