package dev.weft.api.common.state;

/** Elements aggregated into something else. */
public interface AggregatingState<IN, OUT> extends MergingState<IN, OUT> {}
