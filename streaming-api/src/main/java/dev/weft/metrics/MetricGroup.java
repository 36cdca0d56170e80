package dev.weft.metrics;

import java.util.Map;

/** A named group in which metrics and further groups are registered. A name that is taken is not registered again. */
public interface MetricGroup {
    default Counter counter(int name) {
        return counter(String.valueOf(name));
    }

    Counter counter(String name);

    default <C extends Counter> C counter(int name, C counter) {
        return counter(String.valueOf(name), counter);
    }

    <C extends Counter> C counter(String name, C counter);

    default <T, G extends Gauge<T>> G gauge(int name, G gauge) {
        return gauge(String.valueOf(name), gauge);
    }

    <T, G extends Gauge<T>> G gauge(String name, G gauge);

    <H extends Histogram> H histogram(String name, H histogram);

    default <H extends Histogram> H histogram(int name, H histogram) {
        return histogram(String.valueOf(name), histogram);
    }

    <M extends Meter> M meter(String name, M meter);

    default <M extends Meter> M meter(int name, M meter) {
        return meter(String.valueOf(name), meter);
    }

    default MetricGroup addGroup(int name) {
        return addGroup(String.valueOf(name));
    }

    MetricGroup addGroup(String name);

    /** A group for a key with its value, which reporters may show as a label. */
    MetricGroup addGroup(String key, String value);

    String[] getScopeComponents();

    Map<String, String> getAllVariables();

    String getMetricIdentifier(String metricName);

    String getMetricIdentifier(String metricName, CharacterFilter filter);
}
