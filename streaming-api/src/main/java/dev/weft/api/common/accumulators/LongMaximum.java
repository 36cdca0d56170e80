package dev.weft.api.common.accumulators;

/** Keeps the largest of whole numbers. */
public class LongMaximum implements SimpleAccumulator<Long> {
    private static final long serialVersionUID = 1L;

    private long localValue = Long.MIN_VALUE;

    /** Begins with the least value of its type, which any value takes over. */
    public LongMaximum() {}

    /** Starts with a value. */
    public LongMaximum(long value) {
        this.localValue = value;
    }

    @Override
    public void add(Long value) {
        add(value.longValue());
    }

    /** Adds a value, without boxing. */
    public void add(long value) {
        localValue = Math.max(localValue, value);
    }

    @Override
    public Long getLocalValue() {
        return localValue;
    }

    /** The largest value in this parallel instance, without boxing. */
    public long getLocalValuePrimitive() {
        return localValue;
    }

    @Override
    public void merge(Accumulator<Long, Long> other) {
        add(other.getLocalValue());
    }

    @Override
    public void resetLocal() {
        localValue = Long.MIN_VALUE;
    }

    @Override
    public LongMaximum clone() {
        return new LongMaximum(localValue);
    }

    @Override
    public String toString() {
        return "LongMaximum " + localValue;
    }
}
