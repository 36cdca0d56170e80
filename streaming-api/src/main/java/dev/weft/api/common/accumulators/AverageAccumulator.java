package dev.weft.api.common.accumulators;

/** The average of all numbers, 0 when there are none. */
public class AverageAccumulator implements SimpleAccumulator<Double> {
    private static final long serialVersionUID = 1L;

    private long count;
    private double sum;

    @Override
    public void add(Double value) {
        add(value.doubleValue());
    }

    /** Adds a value, without boxing. */
    public void add(double value) {
        count++;
        sum += value;
    }

    /** Adds a value, without boxing. */
    public void add(long value) {
        add((double) value);
    }

    /** Adds a value, without boxing. */
    public void add(int value) {
        add((double) value);
    }

    @Override
    public Double getLocalValue() {
        return count == 0 ? 0.0 : sum / count;
    }

    @Override
    public void resetLocal() {
        count = 0;
        sum = 0;
    }

    @Override
    public void merge(Accumulator<Double, Double> other) {
        if (!(other instanceof AverageAccumulator that)) {
            throw new IllegalArgumentException("an average can be merged only with an average, not with "
                    + other.getClass().getName());
        }
        count += that.count;
        sum += that.sum;
    }

    @Override
    public AverageAccumulator clone() {
        AverageAccumulator copy = new AverageAccumulator();
        copy.count = count;
        copy.sum = sum;
        return copy;
    }

    @Override
    public String toString() {
        return "AverageAccumulator " + getLocalValue() + " of " + count + " elements";
    }
}
