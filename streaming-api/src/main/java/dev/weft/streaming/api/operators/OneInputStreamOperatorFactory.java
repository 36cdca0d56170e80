package dev.weft.streaming.api.operators;

/** Makes an operator with one input. */
public interface OneInputStreamOperatorFactory<IN, OUT> extends StreamOperatorFactory<OUT> {}
