package dev.weft.metrics;

/** Anything that is measured. */
public interface Metric {
    /** Which kind of metric this is. */
    default MetricType getMetricType() {
        throw new UnsupportedOperationException(getClass().getName() + " does not say which kind of metric it is");
    }
}
