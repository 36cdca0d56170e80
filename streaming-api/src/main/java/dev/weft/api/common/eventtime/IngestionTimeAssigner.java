package dev.weft.api.common.eventtime;

/** Gives each element the time of the machine's clock, never going back. */
public final class IngestionTimeAssigner<T> implements TimestampAssigner<T> {
    private long latest = Long.MIN_VALUE;

    @Override
    public long extractTimestamp(T element, long recordTimestamp) {
        latest = Math.max(latest, System.currentTimeMillis());
        return latest;
    }
}
