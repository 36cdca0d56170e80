package dev.weft.streaming.api.windowing.time;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A length of time. Newer programs use {@link Duration}, which everything here accepts too. */
public final class Time {
    private final long size;
    private final TimeUnit unit;

    private Time(long size, TimeUnit unit) {
        this.size = size;
        this.unit = Objects.requireNonNull(unit, "unit");
    }

    /** The same length, or null for null. */
    public static Duration toDuration(Time time) {
        return time == null ? null : time.toDuration();
    }

    /** The same length in whole milliseconds. */
    public static Time of(Duration duration) {
        return milliseconds(duration.toMillis());
    }

    /** So many units. */
    public static Time of(long size, TimeUnit unit) {
        return new Time(size, unit);
    }

    /** So many milliseconds. */
    public static Time milliseconds(long milliseconds) {
        return of(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** So many seconds. */
    public static Time seconds(long seconds) {
        return of(seconds, TimeUnit.SECONDS);
    }

    /** So many minutes. */
    public static Time minutes(long minutes) {
        return of(minutes, TimeUnit.MINUTES);
    }

    /** So many hours. */
    public static Time hours(long hours) {
        return of(hours, TimeUnit.HOURS);
    }

    /** So many days of 24 hours. */
    public static Time days(long days) {
        return of(days, TimeUnit.DAYS);
    }

    /** The unit in which it was given. */
    public TimeUnit getUnit() {
        return unit;
    }

    /** How many units. */
    public long getSize() {
        return size;
    }

    /** The length in milliseconds. */
    public long toMilliseconds() {
        return unit.toMillis(size);
    }

    /** The same length. */
    public Duration toDuration() {
        return Duration.of(size, unit.toChronoUnit());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Time that && that.toMilliseconds() == toMilliseconds();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(toMilliseconds());
    }

    @Override
    public String toString() {
        return toMilliseconds() + " ms";
    }
}
