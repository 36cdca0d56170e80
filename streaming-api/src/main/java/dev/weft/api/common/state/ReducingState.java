package dev.weft.api.common.state;

/** Elements reduced to one. */
public interface ReducingState<T> extends MergingState<T, T> {}
