package dev.weft.streaming.api.functions;

/** An older name of {@link dev.weft.api.common.eventtime.TimestampAssigner}. */
public interface TimestampAssigner<T>
        extends dev.weft.api.common.eventtime.TimestampAssigner<T>, dev.weft.api.common.functions.Function {}
