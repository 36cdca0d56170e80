package dev.weft.api.common.state;

/**
 * Elements that are reduced to one as they come, by the {@link dev.weft.api.common.functions.ReduceFunction} of the
 * descriptor. {@code get()} gives null before the first element. A function that returns null is refused with a {@link
 * NullPointerException}, and what was there stays.
 *
 * @param <T> the elements, and what they are reduced to
 */
public interface ReducingState<T> extends MergingState<T, T> {}
