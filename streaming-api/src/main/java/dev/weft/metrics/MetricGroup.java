package dev.weft.metrics;

import java.util.Map;

/** A named group in which metrics and further groups are registered. A name that is taken is not registered again. */
public interface MetricGroup {
    /** As {@link #counter(String)}, with a number as name. */
    default Counter counter(int name) {
        return counter(String.valueOf(name));
    }

    /**
     * Registers a new counter.
     *
     * @return the counter
     */
    Counter counter(String name);

    /** As {@link #counter(String, Counter)}, with a number as name. */
    default <C extends Counter> C counter(int name, C counter) {
        return counter(String.valueOf(name), counter);
    }

    /**
     * Registers the counter.
     *
     * @return the given counter
     */
    <C extends Counter> C counter(String name, C counter);

    /** As {@link #gauge(String, Gauge)}, with a number as name. */
    default <T, G extends Gauge<T>> G gauge(int name, G gauge) {
        return gauge(String.valueOf(name), gauge);
    }

    /**
     * Registers the gauge.
     *
     * @return the given gauge
     */
    <T, G extends Gauge<T>> G gauge(String name, G gauge);

    /**
     * Registers the histogram.
     *
     * @return the given histogram
     */
    <H extends Histogram> H histogram(String name, H histogram);

    /** As {@link #histogram(String, Histogram)}, with a number as name. */
    default <H extends Histogram> H histogram(int name, H histogram) {
        return histogram(String.valueOf(name), histogram);
    }

    /**
     * Registers the meter.
     *
     * @return the given meter
     */
    <M extends Meter> M meter(String name, M meter);

    /** As {@link #meter(String, Meter)}, with a number as name. */
    default <M extends Meter> M meter(int name, M meter) {
        return meter(String.valueOf(name), meter);
    }

    /** As {@link #addGroup(String)}, with a number as name. */
    default MetricGroup addGroup(int name) {
        return addGroup(String.valueOf(name));
    }

    /** The group of this name within this one, made if it is not there yet. */
    MetricGroup addGroup(String name);

    /** A group for a key with its value, which reporters may show as a label. */
    MetricGroup addGroup(String key, String value);

    /** The names from the root to this group. */
    String[] getScopeComponents();

    /** The variables of the scope, such as {@code <host>} and {@code <task_name>}, with their values. */
    Map<String, String> getAllVariables();

    /** The full name of a metric of this group, with the scope before it. */
    String getMetricIdentifier(String metricName);

    /** The full name of a metric of this group, each part changed by the filter. */
    String getMetricIdentifier(String metricName, CharacterFilter filter);
}
