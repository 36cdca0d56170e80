package dev.weft.api.common.accumulators;

/** Keeps the smallest of whole numbers. */
public class IntMinimum implements SimpleAccumulator<Integer> {
    private static final long serialVersionUID = 1L;

    private int localValue = Integer.MAX_VALUE;

    /** Begins with the greatest value of its type, which any value takes over. */
    public IntMinimum() {}

    /** Starts with a value. */
    public IntMinimum(int value) {
        this.localValue = value;
    }

    @Override
    public void add(Integer value) {
        add(value.intValue());
    }

    /** Adds a value, without boxing. */
    public void add(int value) {
        localValue = Math.min(localValue, value);
    }

    @Override
    public Integer getLocalValue() {
        return localValue;
    }

    /** The smallest value in this parallel instance, without boxing. */
    public int getLocalValuePrimitive() {
        return localValue;
    }

    @Override
    public void merge(Accumulator<Integer, Integer> other) {
        add(other.getLocalValue());
    }

    @Override
    public void resetLocal() {
        localValue = Integer.MAX_VALUE;
    }

    @Override
    public IntMinimum clone() {
        return new IntMinimum(localValue);
    }

    @Override
    public String toString() {
        return "IntMinimum " + localValue;
    }
}
