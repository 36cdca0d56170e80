package dev.weft.streaming.api.watermark;

/** Says that no element with a timestamp at or before this one is to come. Immutable. */
public class Watermark {
    /** The last watermark of bounded input: the end of event time. */
    public static final Watermark MAX_WATERMARK = new Watermark(Long.MAX_VALUE);
    /** Stands for no watermark yet. */
    public static final Watermark UNINITIALIZED = new Watermark(Long.MIN_VALUE);

    private final long timestamp;

    /** A watermark at this time, in milliseconds since the epoch. */
    public Watermark(long timestamp) {
        this.timestamp = timestamp;
    }

    /** The time, in milliseconds since the epoch. */
    public long getTimestamp() {
        return timestamp;
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
        return "Watermark @ " + timestamp;
    }
}
