package dev.weft.streaming.api.functions.sink;

import dev.weft.api.common.SupportsConcurrentExecutionAttempts;

/** A sink that forgets every element. */
public class DiscardingSink<T> implements SinkFunction<T>, SupportsConcurrentExecutionAttempts {
    private static final long serialVersionUID = 1L;

    @Override
    public void invoke(T value) {}
}
