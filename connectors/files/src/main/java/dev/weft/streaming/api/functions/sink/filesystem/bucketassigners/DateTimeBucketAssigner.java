package dev.weft.streaming.api.functions.sink.filesystem.bucketassigners;

import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/** Buckets by the time at which a record is written, one an hour by default: {@code 2026-11-20--23}. */
public class DateTimeBucketAssigner<IN> implements BucketAssigner<IN, String> {

    private static final String HOURLY = "yyyy-MM-dd--HH";

    private final String formatString;
    private final ZoneId zoneId;

    private transient DateTimeFormatter formatter;

    public DateTimeBucketAssigner() {
        this(HOURLY);
    }

    public DateTimeBucketAssigner(String formatString) {
        this(formatString, ZoneId.systemDefault());
    }

    public DateTimeBucketAssigner(ZoneId zoneId) {
        this(HOURLY, zoneId);
    }

    /** @param formatString a {@link DateTimeFormatter} pattern */
    public DateTimeBucketAssigner(String formatString, ZoneId zoneId) {
        this.formatString = Objects.requireNonNull(formatString, "formatString");
        this.zoneId = Objects.requireNonNull(zoneId, "zoneId");
        DateTimeFormatter.ofPattern(formatString);
    }

    @Override
    public String getBucketId(IN element, Context context) {
        if (formatter == null) {
            formatter = DateTimeFormatter.ofPattern(formatString).withZone(zoneId);
        }
        return formatter.format(Instant.ofEpochMilli(context.currentProcessingTime()));
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "by time as " + formatString + " in " + zoneId;
    }
}
