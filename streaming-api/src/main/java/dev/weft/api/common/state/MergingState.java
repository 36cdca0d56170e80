package dev.weft.api.common.state;

/**
 * Appending state of which two can be put together, as windows that merge need it: lists are joined, the others go through
 * their function.
 *
 * @param <IN> the elements
 * @param <OUT> what is read
 */
public interface MergingState<IN, OUT> extends AppendingState<IN, OUT> {}
