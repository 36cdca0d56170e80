package dev.weft.api.common.accumulators;

/** Adds up whole numbers. */
public class LongCounter implements SimpleAccumulator<Long> {
    private static final long serialVersionUID = 1L;

    private long localValue;

    /** Begins with 0. */
    public LongCounter() {}

    /** Starts with a value. */
    public LongCounter(long value) {
        this.localValue = value;
    }

    @Override
    public void add(Long value) {
        add(value.longValue());
    }

    /** Adds a value, without boxing. */
    public void add(long value) {
        localValue += value;
    }

    @Override
    public Long getLocalValue() {
        return localValue;
    }

    /** The sum in this parallel instance, without boxing. */
    public long getLocalValuePrimitive() {
        return localValue;
    }

    @Override
    public void merge(Accumulator<Long, Long> other) {
        add(other.getLocalValue());
    }

    @Override
    public void resetLocal() {
        localValue = 0;
    }

    @Override
    public LongCounter clone() {
        return new LongCounter(localValue);
    }

    @Override
    public String toString() {
        return "LongCounter " + localValue;
    }
}
