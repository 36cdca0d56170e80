package dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies;

import dev.weft.configuration.MemorySize;
import dev.weft.streaming.api.functions.sink.filesystem.PartFileInfo;
import dev.weft.streaming.api.functions.sink.filesystem.RollingPolicy;
import java.io.IOException;
import java.time.Duration;

/** Rolls by size, by age and by idleness of the file: 128 MB, one minute, one minute by default. */
public final class DefaultRollingPolicy<IN, BucketID> implements RollingPolicy<IN, BucketID> {

    private static final long DEFAULT_ROLLOVER_INTERVAL_MS = 60_000;
    private static final long DEFAULT_INACTIVITY_INTERVAL_MS = 60_000;
    private static final long DEFAULT_MAX_PART_BYTES = 128L << 20;

    private final long partSizeBytes;
    private final long rolloverIntervalMs;
    private final long inactivityIntervalMs;

    private DefaultRollingPolicy(PolicyBuilder settings) {
        this.partSizeBytes = positive("part size", settings.partSizeBytes);
        this.rolloverIntervalMs = positive("rollover interval", settings.rolloverIntervalMs);
        this.inactivityIntervalMs = positive("inactivity interval", settings.inactivityIntervalMs);
    }

    private static long positive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("the " + what + " must be > 0, not " + value);
        }
        return value;
    }

    @Override
    public boolean shouldRollOnCheckpoint(PartFileInfo<BucketID> partFileState) throws IOException {
        return partFileState.getSize() > partSizeBytes;
    }

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<BucketID> partFileState, IN element) throws IOException {
        return partFileState.getSize() > partSizeBytes;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<BucketID> partFileState, long currentTime) {
        return currentTime - partFileState.getCreationTime() >= rolloverIntervalMs
                || currentTime - partFileState.getLastUpdateTime() >= inactivityIntervalMs;
    }

    /** Bytes. */
    public long getMaxPartSize() {
        return partSizeBytes;
    }

    /** Milliseconds. */
    public long getRolloverInterval() {
        return rolloverIntervalMs;
    }

    /** Milliseconds. */
    public long getInactivityInterval() {
        return inactivityIntervalMs;
    }

    /** Begins with 128 MB, one minute and one minute. */
    public static PolicyBuilder builder() {
        return new PolicyBuilder();
    }

    /** The older name of {@link #builder()}. */
    @Deprecated
    public static PolicyBuilder create() {
        return builder();
    }

    /** Collects the settings. */
    public static final class PolicyBuilder {

        private long partSizeBytes = DEFAULT_MAX_PART_BYTES;
        private long rolloverIntervalMs = DEFAULT_ROLLOVER_INTERVAL_MS;
        private long inactivityIntervalMs = DEFAULT_INACTIVITY_INTERVAL_MS;

        private PolicyBuilder() {}

        /**
         * A file is complete when it is larger than this: a record that makes it so is its last.
         *
         * @param size above 0
         */
        public PolicyBuilder withMaxPartSize(MemorySize size) {
            this.partSizeBytes = size.getBytes();
            return this;
        }

        /** As {@link #withMaxPartSize(MemorySize)}, in bytes. */
        @Deprecated
        public PolicyBuilder withMaxPartSize(long size) {
            return withMaxPartSize(new MemorySize(size));
        }

        /**
         * A file is complete when nothing was written to it for this long.
         *
         * @param interval at least a millisecond
         */
        public PolicyBuilder withInactivityInterval(Duration interval) {
            this.inactivityIntervalMs = interval.toMillis();
            return this;
        }

        /** As {@link #withInactivityInterval(Duration)}, in milliseconds. */
        @Deprecated
        public PolicyBuilder withInactivityInterval(long interval) {
            return withInactivityInterval(Duration.ofMillis(interval));
        }

        /**
         * A file is complete this long after it was begun.
         *
         * @param interval at least a millisecond
         */
        public PolicyBuilder withRolloverInterval(Duration interval) {
            this.rolloverIntervalMs = interval.toMillis();
            return this;
        }

        /** As {@link #withRolloverInterval(Duration)}, in milliseconds. */
        @Deprecated
        public PolicyBuilder withRolloverInterval(long interval) {
            return withRolloverInterval(Duration.ofMillis(interval));
        }

        /**
         * A policy with these settings.
         *
         * @throws IllegalArgumentException when one is 0 or less
         */
        public <IN, BucketID> DefaultRollingPolicy<IN, BucketID> build() {
            return new DefaultRollingPolicy<>(this);
        }
    }
}
