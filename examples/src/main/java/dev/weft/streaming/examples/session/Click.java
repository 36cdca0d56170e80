package dev.weft.streaming.examples.session;

/**
 * What a visitor did.
 *
 * @param visitor who
 * @param time when, in milliseconds
 * @param clicks how many times
 */
public record Click(String visitor, long time, int clicks) {
    /** Both as one: the earlier time, the sum of the clicks. */
    Click and(Click other) {
        return new Click(visitor, Math.min(time, other.time), clicks + other.clicks);
    }

    @Override
    public String toString() {
        return "(" + visitor + "," + time + "," + clicks + ")";
    }
}
