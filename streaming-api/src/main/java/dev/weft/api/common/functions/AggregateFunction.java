package dev.weft.api.common.functions;

import java.io.Serializable;

/**
 * Folds elements into an accumulator from which a result can be taken at any time. Called on the task's thread only. What a
 * method throws fails the task.
 *
 * @param <IN> the elements
 * @param <ACC> the accumulator, which must be serializable by its type's serializer
 * @param <OUT> the result
 */
public interface AggregateFunction<IN, ACC, OUT> extends Function, Serializable {
    /**
     * A fresh, empty accumulator.
     *
     * @return a new object each time, unless it cannot change; not null
     */
    ACC createAccumulator();

    /**
     * Folds an element into the accumulator.
     *
     * @param value not null
     * @param accumulator what was folded so far; may be changed
     * @return the same object, changed, or a new one; not null. A null is refused, and what was there stays
     */
    ACC add(IN value, ACC accumulator);

    /**
     * The result of what was added so far.
     *
     * @param accumulator is used further, so the result must not share what {@link #add} changes
     * @return the result
     */
    OUT getResult(ACC accumulator);

    /**
     * Both accumulators as one, as if the elements of one had been added to the other.
     *
     * @param a may be changed and returned
     * @param b may be changed and returned
     * @return not null
     */
    ACC merge(ACC a, ACC b);
}
