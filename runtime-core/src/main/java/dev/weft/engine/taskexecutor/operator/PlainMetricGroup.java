package dev.weft.engine.taskexecutor.operator;

import dev.weft.metrics.CharacterFilter;
import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;
import dev.weft.metrics.Histogram;
import dev.weft.metrics.Meter;
import dev.weft.metrics.MetricGroup;
import dev.weft.metrics.SimpleCounter;
import dev.weft.metrics.groups.OperatorIOMetricGroup;
import dev.weft.metrics.groups.SinkCommitterMetricGroup;
import dev.weft.metrics.groups.SinkWriterMetricGroup;
import dev.weft.metrics.groups.SourceReaderMetricGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Metric group whose metrics count but are not reported anywhere. Counters of the same name in the same group are the
 * same counter.
 */
final class PlainMetricGroup
        implements OperatorIOMetricGroup, SourceReaderMetricGroup, SinkWriterMetricGroup, SinkCommitterMetricGroup {

    private final List<String> scope;
    private final Map<String, Counter> counters = new HashMap<>();

    PlainMetricGroup(List<String> scope) {
        this.scope = List.copyOf(scope);
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(name, n -> new SimpleCounter());
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
        List<String> inner = new ArrayList<>(scope);
        inner.add(name);
        return new PlainMetricGroup(inner);
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return addGroup(key).addGroup(value);
    }

    @Override
    public String[] getScopeComponents() {
        return scope.toArray(String[]::new);
    }

    @Override
    public Map<String, String> getAllVariables() {
        return Map.of();
    }

    @Override
    public String getMetricIdentifier(String metricName) {
        return String.join(".", scope) + "." + metricName;
    }

    @Override
    public String getMetricIdentifier(String metricName, CharacterFilter filter) {
        return filter.filterCharacters(getMetricIdentifier(metricName));
    }

    @Override
    public OperatorIOMetricGroup getIOMetricGroup() {
        return this;
    }

    @Override
    public Counter getNumRecordsInCounter() {
        return counter("numRecordsIn");
    }

    @Override
    public Counter getNumRecordsOutCounter() {
        return counter("numRecordsOut");
    }

    @Override
    public Counter getNumBytesInCounter() {
        return counter("numBytesIn");
    }

    @Override
    public Counter getNumBytesOutCounter() {
        return counter("numBytesOut");
    }

    @Override
    public Counter getNumRecordsInErrorsCounter() {
        return counter("numRecordsInErrors");
    }

    @Override
    public void setPendingBytesGauge(Gauge<Long> pendingBytesGauge) {}

    @Override
    public void setPendingRecordsGauge(Gauge<Long> pendingRecordsGauge) {}

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
    public void setCurrentSendTimeGauge(Gauge<Long> currentSendTimeGauge) {}

    @Override
    public Counter getNumCommittablesTotalCounter() {
        return counter("numCommittablesTotal");
    }

    @Override
    public Counter getNumCommittablesFailureCounter() {
        return counter("numCommittablesFailure");
    }

    @Override
    public Counter getNumCommittablesRetryCounter() {
        return counter("numCommittablesRetry");
    }

    @Override
    public Counter getNumCommittablesSuccessCounter() {
        return counter("numCommittablesSuccess");
    }

    @Override
    public Counter getNumCommittablesAlreadyCommittedCounter() {
        return counter("numCommittablesAlreadyCommitted");
    }

    @Override
    public void setCurrentPendingCommittablesGauge(Gauge<Integer> currentPendingCommittablesGauge) {}
}
