package dev.weft.api.common.accumulators;

import java.io.Serializable;

/**
 * Collects values in each task; the tasks' results are merged into the job's.
 *
 * @param <V> what is added
 * @param <R> what comes out
 */
public interface Accumulator<V, R extends Serializable> extends Serializable, Cloneable {
    void add(V value);

    /** What this task has collected so far. */
    R getLocalValue();

    void resetLocal();

    /** Takes in what another of the same kind has collected. */
    void merge(Accumulator<V, R> other);

    Accumulator<V, R> clone();
}
