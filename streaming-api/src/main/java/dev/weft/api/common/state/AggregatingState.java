package dev.weft.api.common.state;

/**
 * Elements that are aggregated as they come, by the {@link dev.weft.api.common.functions.AggregateFunction} of the descriptor.
 * Kept is its accumulator; {@code get()} gives what the function makes of it, or null before the first element. A function
 * that returns a null accumulator is refused with a {@link NullPointerException}, and what was there stays.
 *
 * @param <IN> the elements
 * @param <OUT> the result
 */
public interface AggregatingState<IN, OUT> extends MergingState<IN, OUT> {}
