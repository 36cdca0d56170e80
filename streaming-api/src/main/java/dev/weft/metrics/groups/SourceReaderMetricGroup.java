package dev.weft.metrics.groups;

import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;

/** A source reader's metrics. */
public interface SourceReaderMetricGroup extends OperatorMetricGroup {
    /** Records that could not be read. */
    Counter getNumRecordsInErrorsCounter();

    /** Sets what tells how many bytes are still to be read. */
    void setPendingBytesGauge(Gauge<Long> pendingBytesGauge);

    /** Sets what tells how many records are still to be read. */
    void setPendingRecordsGauge(Gauge<Long> pendingRecordsGauge);
}
