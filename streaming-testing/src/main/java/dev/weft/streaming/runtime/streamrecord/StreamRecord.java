package dev.weft.streaming.runtime.streamrecord;

import java.util.Objects;

/** A value with the timestamp that it may have. */
public final class StreamRecord<T> {

    private final T value;
    private final long timestamp;
    private final boolean timestamped;

    public StreamRecord(T value) {
        this(value, Long.MIN_VALUE, false);
    }

    /** @param timestamp in milliseconds */
    public StreamRecord(T value, long timestamp) {
        this(value, timestamp, true);
    }

    private StreamRecord(T value, long timestamp, boolean timestamped) {
        this.value = value;
        this.timestamp = timestamp;
        this.timestamped = timestamped;
    }

    public T getValue() {
        return value;
    }

    /** In milliseconds; {@code Long.MIN_VALUE} when there is none. */
    public long getTimestamp() {
        return timestamp;
    }

    public boolean hasTimestamp() {
        return timestamped;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamRecord<?> that
                && timestamped == that.timestamped
                && timestamp == that.timestamp
                && Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(value) + Long.hashCode(timestamp);
    }

    @Override
    public String toString() {
        return timestamped ? value + " @ " + timestamp : String.valueOf(value);
    }
}
