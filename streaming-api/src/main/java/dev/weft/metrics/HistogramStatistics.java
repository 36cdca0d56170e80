package dev.weft.metrics;

/** The distribution at one moment. */
public abstract class HistogramStatistics {
    /** The value below which that share of the values lies; from 0 to 1. */
    public abstract double getQuantile(double quantile);

    /** The values that the statistics are made of, in no particular order. */
    public abstract long[] getValues();

    /** How many values there are. */
    public abstract int size();

    /** Their mean. */
    public abstract double getMean();

    /** Their standard deviation. */
    public abstract double getStdDev();

    /** The largest value. */
    public abstract long getMax();

    /** The smallest value. */
    public abstract long getMin();
}
