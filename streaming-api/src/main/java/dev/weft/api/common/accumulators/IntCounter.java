package dev.weft.api.common.accumulators;

/** Adds up whole numbers. */
public class IntCounter implements SimpleAccumulator<Integer> {
    private static final long serialVersionUID = 1L;

    private int localValue;

    /** Begins with 0. */
    public IntCounter() {}

    /** Starts with a value. */
    public IntCounter(int value) {
        this.localValue = value;
    }

    @Override
    public void add(Integer value) {
        add(value.intValue());
    }

    /** Adds a value, without boxing. */
    public void add(int value) {
        localValue += value;
    }

    @Override
    public Integer getLocalValue() {
        return localValue;
    }

    /** The sum in this parallel instance, without boxing. */
    public int getLocalValuePrimitive() {
        return localValue;
    }

    @Override
    public void merge(Accumulator<Integer, Integer> other) {
        add(other.getLocalValue());
    }

    @Override
    public void resetLocal() {
        localValue = 0;
    }

    @Override
    public IntCounter clone() {
        return new IntCounter(localValue);
    }

    @Override
    public String toString() {
        return "IntCounter " + localValue;
    }
}
