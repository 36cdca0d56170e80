package dev.weft.api.connector.sink2;

import dev.weft.metrics.groups.SinkCommitterMetricGroup;

/** A committer's view of its task. */
public interface CommitterInitContext extends InitContext {
    /** The metrics of this committer. */
    SinkCommitterMetricGroup metricGroup();
}
