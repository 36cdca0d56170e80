package dev.weft.api.common.functions;

import java.io.Serializable;

/**
 * Folds elements into an accumulator from which a result can be taken at any time.
 *
 * @param <IN> the elements
 * @param <ACC> the accumulator, which must be serializable by its type's serializer
 * @param <OUT> the result
 */
public interface AggregateFunction<IN, ACC, OUT> extends Function, Serializable {
    /** A fresh, empty accumulator. */
    ACC createAccumulator();

    /** The accumulator with the element folded in: the same object, changed, or a new one. */
    ACC add(IN value, ACC accumulator);

    /** The result of what was added so far; the accumulator may be used further. */
    OUT getResult(ACC accumulator);

    /** Both accumulators as one; either may be changed and returned. */
    ACC merge(ACC a, ACC b);
}
