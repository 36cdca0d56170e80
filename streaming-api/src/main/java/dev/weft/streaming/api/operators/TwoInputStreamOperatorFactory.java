package dev.weft.streaming.api.operators;

/** Makes an operator with two inputs. */
public interface TwoInputStreamOperatorFactory<IN1, IN2, OUT> extends StreamOperatorFactory<OUT> {}
