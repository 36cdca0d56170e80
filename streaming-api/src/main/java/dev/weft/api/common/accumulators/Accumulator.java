package dev.weft.api.common.accumulators;

import java.io.Serializable;

/**
 * Collects values in each task; the tasks' results are merged into the job's.
 *
 * @param <V> what is added
 * @param <R> what comes out
 */
public interface Accumulator<V, R extends Serializable> extends Serializable, Cloneable {
    /** Adds a value; called on the task's thread. */
    void add(V value);

    /** What this task has collected so far. */
    R getLocalValue();

    /** Goes back to the state without any value. */
    void resetLocal();

    /** Takes in what another of the same kind has collected. */
    void merge(Accumulator<V, R> other);

    /** A copy with the values so far, independent of this one. */
    Accumulator<V, R> clone();
}
