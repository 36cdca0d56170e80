package dev.weft.streaming.runtime.operators.windowing;

import dev.weft.annotation.PublicEvolving;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;

/** An element of a window and its timestamp, as evictors see it. */
@PublicEvolving
public class TimestampedValue<T> {
    private final T value;
    private final long timestamp;
    private final boolean hasTimestamp;

    /** A value without a timestamp. */
    public TimestampedValue(T value) {
        this.value = value;
        this.timestamp = Long.MIN_VALUE;
        this.hasTimestamp = false;
    }

    /** A value with a timestamp in milliseconds since the epoch. */
    public TimestampedValue(T value, long timestamp) {
        this.value = value;
        this.timestamp = timestamp;
        this.hasTimestamp = true;
    }

    /** The record's value with its timestamp, if it has one. */
    public static <T> TimestampedValue<T> from(StreamRecord<T> streamRecord) {
        return streamRecord.hasTimestamp()
                ? new TimestampedValue<>(streamRecord.getValue(), streamRecord.getTimestamp())
                : new TimestampedValue<>(streamRecord.getValue());
    }

    /** The value. */
    public T getValue() {
        return value;
    }

    /**
     * The timestamp, in milliseconds since the epoch.
     *
     * @throws IllegalStateException if there is none
     */
    public long getTimestamp() {
        if (!hasTimestamp) {
            throw new IllegalStateException(
                    "the element has no timestamp: assign timestamps, or ask hasTimestamp() first");
        }
        return timestamp;
    }

    /** Whether there is a timestamp. */
    public boolean hasTimestamp() {
        return hasTimestamp;
    }

    /** The value as a new record, with the timestamp if there is one. */
    public StreamRecord<T> getStreamRecord() {
        return hasTimestamp ? new StreamRecord<>(value, timestamp) : new StreamRecord<>(value);
    }
}
