package dev.weft.api.common.eventtime;

import java.io.Serializable;
import java.time.Instant;

/** Says that no element with a timestamp at or before this one is to come. Immutable. */
public final class Watermark implements Serializable {
    private static final long serialVersionUID = 1L;

    public static final Watermark MAX_WATERMARK = new Watermark(Long.MAX_VALUE);

    private final long timestamp;

    /** A watermark at this time, in milliseconds since the epoch. */
    public Watermark(long timestamp) {
        this.timestamp = timestamp;
    }

    /** The time, in milliseconds since the epoch. */
    public long getTimestamp() {
        return timestamp;
    }

    /** The timestamp as a date and time in UTC. */
    public String getFormattedTimestamp() {
        return Instant.ofEpochMilli(timestamp).toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Watermark watermark && watermark.timestamp == timestamp;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(timestamp);
    }

    @Override
    public String toString() {
        return "Watermark @ " + timestamp + " (" + getFormattedTimestamp() + ")";
    }
}
