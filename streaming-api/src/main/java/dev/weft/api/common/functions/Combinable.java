package dev.weft.api.common.functions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares of a {@link ReduceFunction} or {@link AggregateFunction} that partial results may be combined in any grouping and any
 * order: a reduce function is associative and commutative; an aggregation's {@link AggregateFunction#merge merge} gives an
 * accumulator that is equal to one to which the elements of both were added, in whatever order.
 *
 * <p>Sliding windows over such a function keep one partial result for each slide in place of one for each window, which is
 * faster the more windows an element is in. Where the claim does not hold, results are wrong without a word. Built-in sums
 * and extremes of whole numbers, and functions of which it can be seen in the bytecode, need no declaration.
 *
 * <p>The annotation is not inherited. A lambda expression cannot carry it; write a class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Combinable {}
