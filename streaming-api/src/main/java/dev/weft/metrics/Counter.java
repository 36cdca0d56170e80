package dev.weft.metrics;

/** Counts up and down. */
public interface Counter extends Metric {
    /** Adds one. */
    void inc();

    /** Adds {@code n}. */
    void inc(long n);

    /** Takes one away. */
    void dec();

    /** Takes {@code n} away. */
    void dec(long n);

    /** The value now. */
    long getCount();

    @Override
    default MetricType getMetricType() {
        return MetricType.COUNTER;
    }
}
