package dev.weft.api.common.state;

/** Appending state of which two can be put together. */
public interface MergingState<IN, OUT> extends AppendingState<IN, OUT> {}
