package dev.weft.metrics;

/** A value that is asked for when it is reported; asked on another thread. */
@FunctionalInterface
public interface Gauge<T> extends Metric {
    /** The value now; called on a thread of the metrics system, so what it reads must be safe to be read there. */
    T getValue();

    @Override
    default MetricType getMetricType() {
        return MetricType.GAUGE;
    }
}
