package dev.weft.metrics;

/** The distribution at one moment. */
public abstract class HistogramStatistics {
    /** The value below which that share of the values lies; from 0 to 1. */
    public abstract double getQuantile(double quantile);

    public abstract long[] getValues();

    public abstract int size();

    public abstract double getMean();

    public abstract double getStdDev();

    public abstract long getMax();

    public abstract long getMin();
}
