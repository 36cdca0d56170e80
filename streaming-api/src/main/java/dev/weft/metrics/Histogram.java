package dev.weft.metrics;

/** Keeps the distribution of values. */
public interface Histogram extends Metric {
    /** Adds a value. */
    void update(long value);

    /** How many values were added in all. */
    long getCount();

    /** The distribution of the values, or of those that the histogram keeps. */
    HistogramStatistics getStatistics();

    @Override
    default MetricType getMetricType() {
        return MetricType.HISTOGRAM;
    }
}
