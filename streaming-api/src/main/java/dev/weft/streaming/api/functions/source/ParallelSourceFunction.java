package dev.weft.streaming.api.functions.source;

/** A {@link SourceFunction} of which several instances may run. */
public interface ParallelSourceFunction<OUT> extends SourceFunction<OUT> {}
