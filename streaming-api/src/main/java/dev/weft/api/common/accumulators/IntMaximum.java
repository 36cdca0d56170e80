package dev.weft.api.common.accumulators;

/** Keeps the largest of whole numbers. */
public class IntMaximum implements SimpleAccumulator<Integer> {
    private static final long serialVersionUID = 1L;

    private int localValue = Integer.MIN_VALUE;

    /** Begins with the least value of its type, which any value takes over. */
    public IntMaximum() {}

    /** Starts with a value. */
    public IntMaximum(int value) {
        this.localValue = value;
    }

    @Override
    public void add(Integer value) {
        add(value.intValue());
    }

    /** Adds a value, without boxing. */
    public void add(int value) {
        localValue = Math.max(localValue, value);
    }

    @Override
    public Integer getLocalValue() {
        return localValue;
    }

    /** The largest value in this parallel instance, without boxing. */
    public int getLocalValuePrimitive() {
        return localValue;
    }

    @Override
    public void merge(Accumulator<Integer, Integer> other) {
        add(other.getLocalValue());
    }

    @Override
    public void resetLocal() {
        localValue = Integer.MIN_VALUE;
    }

    @Override
    public IntMaximum clone() {
        return new IntMaximum(localValue);
    }

    @Override
    public String toString() {
        return "IntMaximum " + localValue;
    }
}
