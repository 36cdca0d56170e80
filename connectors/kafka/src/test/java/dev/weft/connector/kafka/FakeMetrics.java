package dev.weft.connector.kafka;

import dev.weft.metrics.CharacterFilter;
import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;
import dev.weft.metrics.Histogram;
import dev.weft.metrics.Meter;
import dev.weft.metrics.MetricGroup;
import dev.weft.metrics.SimpleCounter;
import dev.weft.metrics.groups.OperatorIOMetricGroup;
import dev.weft.metrics.groups.SinkWriterMetricGroup;
import dev.weft.metrics.groups.SourceReaderMetricGroup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Metrics that a test can look at: one counter a name, wherever it was registered. */
public final class FakeMetrics implements SourceReaderMetricGroup, SinkWriterMetricGroup {

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    public long count(String name) {
        return counter(name).getCount();
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, fresh -> new SimpleCounter());
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
        counters.put(name, counter);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        return gauge;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        return histogram;
    }

    @Override
    public <M extends Meter> M meter(String name, M meter) {
        return meter;
    }

    @Override
    public MetricGroup addGroup(String name) {
        return this;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return this;
    }

    @Override
    public String[] getScopeComponents() {
        return new String[0];
    }

    @Override
    public Map<String, String> getAllVariables() {
        return Map.of();
    }

    @Override
    public String getMetricIdentifier(String metricName) {
        return metricName;
    }

    @Override
    public String getMetricIdentifier(String metricName, CharacterFilter filter) {
        return metricName;
    }

    @Override
    public OperatorIOMetricGroup getIOMetricGroup() {
        throw new UnsupportedOperationException("connectors do not count the task's input and output");
    }

    @Override
    public Counter getNumRecordsInErrorsCounter() {
        return counter("numRecordsInErrors");
    }

    @Override
    public void setPendingBytesGauge(Gauge<Long> gauge) {}

    @Override
    public void setPendingRecordsGauge(Gauge<Long> gauge) {}

    @Override
    public Counter getNumRecordsOutErrorsCounter() {
        return counter("numRecordsOutErrors");
    }

    @Override
    public Counter getNumRecordsSendErrorsCounter() {
        return counter("numRecordsSendErrors");
    }

    @Override
    public Counter getNumRecordsSendCounter() {
        return counter("numRecordsSend");
    }

    @Override
    public Counter getNumBytesSendCounter() {
        return counter("numBytesSend");
    }

    @Override
    public void setCurrentSendTimeGauge(Gauge<Long> gauge) {}
}
