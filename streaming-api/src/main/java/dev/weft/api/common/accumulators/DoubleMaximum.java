package dev.weft.api.common.accumulators;

/** Keeps the largest of floating-point numbers. */
public class DoubleMaximum implements SimpleAccumulator<Double> {
    private static final long serialVersionUID = 1L;

    private double localValue = Double.NEGATIVE_INFINITY;

    /** Begins with the least value of its type, which any value takes over. */
    public DoubleMaximum() {}

    /** Starts with a value. */
    public DoubleMaximum(double value) {
        this.localValue = value;
    }

    @Override
    public void add(Double value) {
        add(value.doubleValue());
    }

    /** Adds a value, without boxing. */
    public void add(double value) {
        localValue = Math.max(localValue, value);
    }

    @Override
    public Double getLocalValue() {
        return localValue;
    }

    /** The largest value in this parallel instance, without boxing. */
    public double getLocalValuePrimitive() {
        return localValue;
    }

    @Override
    public void merge(Accumulator<Double, Double> other) {
        add(other.getLocalValue());
    }

    @Override
    public void resetLocal() {
        localValue = Double.NEGATIVE_INFINITY;
    }

    @Override
    public DoubleMaximum clone() {
        return new DoubleMaximum(localValue);
    }

    @Override
    public String toString() {
        return "DoubleMaximum " + localValue;
    }
}
