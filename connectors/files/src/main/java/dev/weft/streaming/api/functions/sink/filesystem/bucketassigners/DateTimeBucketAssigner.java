package dev.weft.streaming.api.functions.sink.filesystem.bucketassigners;

import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Buckets by the processing time at which a record is written, one an hour by default: {@code 2026-11-20--23}.
 *
 * @param <IN> the records
 */
public class DateTimeBucketAssigner<IN> implements BucketAssigner<IN, String> {

    private static final long serialVersionUID = 2L;

    private static final String ONE_AN_HOUR = "yyyy-MM-dd--HH";

    /** The letters of a pattern that tell moments within one second apart: fractions, and counts of milli- or nanoseconds. */
    private static final Pattern WITHIN_A_SECOND = Pattern.compile("[SAnN]");

    private final String pattern;
    private final ZoneId zone;
    private final long stepMs;

    /** Null until the first record. */
    private transient Formatted last;

    /** The text for all moments of one step. */
    private record Formatted(DateTimeFormatter formatter, long step, String text) {
        Formatted at(long nextStep, long nowMs) {
            return new Formatted(formatter, nextStep, formatter.format(Instant.ofEpochMilli(nowMs)));
        }
    }

    /** One bucket an hour, {@code yyyy-MM-dd--HH}, in the time zone of the JVM that makes the assigner. */
    public DateTimeBucketAssigner() {
        this(ONE_AN_HOUR, ZoneId.systemDefault());
    }

    /**
     * In the time zone of the JVM that makes the assigner.
     *
     * @param formatString a {@link DateTimeFormatter} pattern; a slash in it makes nested directories
     */
    public DateTimeBucketAssigner(String formatString) {
        this(formatString, ZoneId.systemDefault());
    }

    /** One bucket an hour, {@code yyyy-MM-dd--HH}, in that time zone. */
    public DateTimeBucketAssigner(ZoneId zoneId) {
        this(ONE_AN_HOUR, zoneId);
    }

    /**
     * @param formatString a {@link DateTimeFormatter} pattern; a slash in it makes nested directories
     * @throws IllegalArgumentException when it is no pattern
     */
    public DateTimeBucketAssigner(String formatString, ZoneId zoneId) {
        this.pattern = Objects.requireNonNull(formatString, "formatString");
        this.zone = Objects.requireNonNull(zoneId, "zoneId");
        this.stepMs = WITHIN_A_SECOND.matcher(pattern).find() ? 1 : 1000;
        DateTimeFormatter.ofPattern(pattern);
    }

    @Override
    public String getBucketId(IN element, Context context) {
        long nowMs = context.currentProcessingTime();
        long step = Math.floorDiv(nowMs, stepMs);
        if (last == null) {
            last = new Formatted(DateTimeFormatter.ofPattern(pattern).withZone(zone), step, "").at(step, nowMs);
        } else if (last.step() != step) {
            last = last.at(step, nowMs);
        }
        return last.text();
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "by time as " + pattern + " in " + zone;
    }
}
