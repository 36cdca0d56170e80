package dev.weft.metrics.groups;

import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;

/** A sink writer's metrics. */
public interface SinkWriterMetricGroup extends OperatorMetricGroup {
    Counter getNumRecordsOutErrorsCounter();

    Counter getNumRecordsSendErrorsCounter();

    Counter getNumRecordsSendCounter();

    Counter getNumBytesSendCounter();

    void setCurrentSendTimeGauge(Gauge<Long> currentSendTimeGauge);
}
