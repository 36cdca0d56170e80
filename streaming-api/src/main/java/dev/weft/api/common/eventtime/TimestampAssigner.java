package dev.weft.api.common.eventtime;

/** Takes the timestamp out of an element. */
@FunctionalInterface
public interface TimestampAssigner<T> {
    /** The record timestamp of an element that has none. */
    long NO_TIMESTAMP = Long.MIN_VALUE;

    /** Milliseconds since the epoch; the record timestamp is the one attached so far. */
    long extractTimestamp(T element, long recordTimestamp);
}
