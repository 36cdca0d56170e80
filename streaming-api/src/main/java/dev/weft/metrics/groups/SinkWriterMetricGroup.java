package dev.weft.metrics.groups;

import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;

/** A sink writer's metrics. */
public interface SinkWriterMetricGroup extends OperatorMetricGroup {
    /** Records that could not be sent; an older name. */
    Counter getNumRecordsOutErrorsCounter();

    /** Records that could not be sent. */
    Counter getNumRecordsSendErrorsCounter();

    /** Records that were sent. */
    Counter getNumRecordsSendCounter();

    /** Bytes that were sent. */
    Counter getNumBytesSendCounter();

    /** Sets what tells how many milliseconds the last record took to be sent. */
    void setCurrentSendTimeGauge(Gauge<Long> currentSendTimeGauge);
}
