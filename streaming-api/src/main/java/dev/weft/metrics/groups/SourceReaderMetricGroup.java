package dev.weft.metrics.groups;

import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;

/** A source reader's metrics. */
public interface SourceReaderMetricGroup extends OperatorMetricGroup {
    Counter getNumRecordsInErrorsCounter();

    void setPendingBytesGauge(Gauge<Long> pendingBytesGauge);

    void setPendingRecordsGauge(Gauge<Long> pendingRecordsGauge);
}
