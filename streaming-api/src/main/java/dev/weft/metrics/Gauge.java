package dev.weft.metrics;

/** A value that is asked for when it is reported; asked on another thread. */
@FunctionalInterface
public interface Gauge<T> extends Metric {
    T getValue();

    @Override
    default MetricType getMetricType() {
        return MetricType.GAUGE;
    }
}
