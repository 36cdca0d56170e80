package dev.weft.api.common.accumulators;

/** Keeps the smallest of floating-point numbers. */
public class DoubleMinimum implements SimpleAccumulator<Double> {
    private static final long serialVersionUID = 1L;

    private double localValue = Double.POSITIVE_INFINITY;

    /** Begins with the greatest value of its type, which any value takes over. */
    public DoubleMinimum() {}

    /** Starts with a value. */
    public DoubleMinimum(double value) {
        this.localValue = value;
    }

    @Override
    public void add(Double value) {
        add(value.doubleValue());
    }

    /** Adds a value, without boxing. */
    public void add(double value) {
        localValue = Math.min(localValue, value);
    }

    @Override
    public Double getLocalValue() {
        return localValue;
    }

    /** The smallest value in this parallel instance, without boxing. */
    public double getLocalValuePrimitive() {
        return localValue;
    }

    @Override
    public void merge(Accumulator<Double, Double> other) {
        add(other.getLocalValue());
    }

    @Override
    public void resetLocal() {
        localValue = Double.POSITIVE_INFINITY;
    }

    @Override
    public DoubleMinimum clone() {
        return new DoubleMinimum(localValue);
    }

    @Override
    public String toString() {
        return "DoubleMinimum " + localValue;
    }
}
