package dev.weft.api.common.accumulators;

/** Keeps the smallest of whole numbers. */
public class LongMinimum implements SimpleAccumulator<Long> {
    private static final long serialVersionUID = 1L;

    private long localValue = Long.MAX_VALUE;

    /** Begins with the greatest value of its type, which any value takes over. */
    public LongMinimum() {}

    /** Starts with a value. */
    public LongMinimum(long value) {
        this.localValue = value;
    }

    @Override
    public void add(Long value) {
        add(value.longValue());
    }

    /** Adds a value, without boxing. */
    public void add(long value) {
        localValue = Math.min(localValue, value);
    }

    @Override
    public Long getLocalValue() {
        return localValue;
    }

    /** The smallest value in this parallel instance, without boxing. */
    public long getLocalValuePrimitive() {
        return localValue;
    }

    @Override
    public void merge(Accumulator<Long, Long> other) {
        add(other.getLocalValue());
    }

    @Override
    public void resetLocal() {
        localValue = Long.MAX_VALUE;
    }

    @Override
    public LongMinimum clone() {
        return new LongMinimum(localValue);
    }

    @Override
    public String toString() {
        return "LongMinimum " + localValue;
    }
}
