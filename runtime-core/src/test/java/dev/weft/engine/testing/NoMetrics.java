package dev.weft.engine.testing;

import dev.weft.metrics.CharacterFilter;
import dev.weft.metrics.Counter;
import dev.weft.metrics.Gauge;
import dev.weft.metrics.Histogram;
import dev.weft.metrics.Meter;
import dev.weft.metrics.MetricGroup;
import dev.weft.metrics.SimpleCounter;
import java.util.Map;

/** Metric group that ignores every metric. */
public final class NoMetrics implements MetricGroup {

    @Override
    public Counter counter(String name) {
        return new SimpleCounter();
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
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
}
