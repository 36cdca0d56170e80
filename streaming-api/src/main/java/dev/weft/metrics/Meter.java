package dev.weft.metrics;

/** Measures events a second. */
public interface Meter extends Metric {
    /** Counts one event. */
    void markEvent();

    /** Counts {@code n} events. */
    void markEvent(long n);

    /** Events a second. */
    double getRate();

    /** How many events there were in all. */
    long getCount();

    @Override
    default MetricType getMetricType() {
        return MetricType.METER;
    }
}
