package dev.weft.api.common.time;

import dev.weft.annotation.PublicEvolving;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A length of time in a unit. {@link Duration} is what newer signatures take. */
@PublicEvolving
public final class Time implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TimeUnit unit;
    private final long size;

    private Time(long size, TimeUnit unit) {
        this.unit = Objects.requireNonNull(unit, "unit");
        this.size = size;
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

    /** The same length in whole milliseconds. */
    public static Time fromDuration(Duration duration) {
        return milliseconds(duration.toMillis());
    }

    /** The same length; null for null. */
    public static Duration toDuration(Time time) {
        return time == null ? null : time.toDuration();
    }

    /** The unit in which it was given. */
    public TimeUnit getUnit() {
        return unit;
    }

    /** How many units. */
    public long getSize() {
        return size;
    }

    /** The same length. */
    public Duration toDuration() {
        return Duration.of(size, unit.toChronoUnit());
    }

    /** The length in milliseconds, cut off. */
    public long toMilliseconds() {
        return unit.toMillis(size);
    }

    /** The length in seconds, cut off. */
    public long toSeconds() {
        return unit.toSeconds(size);
    }

    @Override
    public String toString() {
        return toMilliseconds() + " ms";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Time that && toMilliseconds() == that.toMilliseconds();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(toMilliseconds());
    }
}
