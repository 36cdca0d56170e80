package dev.weft.metrics;

/** Keeps the distribution of values. */
public interface Histogram extends Metric {
    void update(long value);

    long getCount();

    HistogramStatistics getStatistics();

    @Override
    default MetricType getMetricType() {
        return MetricType.HISTOGRAM;
    }
}
