package dev.weft.metrics;

/** Measures events a second. */
public interface Meter extends Metric {
    void markEvent();

    void markEvent(long n);

    double getRate();

    long getCount();

    @Override
    default MetricType getMetricType() {
        return MetricType.METER;
    }
}
