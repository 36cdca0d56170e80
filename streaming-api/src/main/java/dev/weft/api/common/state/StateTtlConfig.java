package dev.weft.api.common.state;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.time.Time;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * How long values of a state live after their last use, what counts as use, whether dead values are still seen, and how
 * they are cleaned up. Elements of a list and entries of a map live and die each for itself.
 */
@PublicEvolving
public class StateTtlConfig implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No value ever expires. */
    public static final StateTtlConfig DISABLED = newBuilder(Duration.ofMillis(Long.MAX_VALUE))
            .setUpdateType(UpdateType.Disabled)
            .build();

    /** What prolongs the life of a value. */
    public enum UpdateType {
        /** Nothing: values live forever. */
        Disabled,
        /** Creating and writing. */
        OnCreateAndWrite,
        /** Reading too, which then writes. */
        OnReadAndWrite
    }

    /** Whether dead values are seen. */
    public enum StateVisibility {
        /** A dead value is seen as long as nothing has cleaned it up. */
        ReturnExpiredIfNotCleanedUp,
        /** A dead value is never seen. */
        NeverReturnExpired
    }

    /** The clock that life is measured by. */
    public enum TtlTimeCharacteristic {
        /** The clock of the machine. */
        ProcessingTime
    }

    private final UpdateType updateType;
    private final StateVisibility stateVisibility;
    private final TtlTimeCharacteristic ttlTimeCharacteristic;
    private final Duration ttl;
    private final CleanupStrategies cleanupStrategies;

    private StateTtlConfig(Builder builder, CleanupStrategies cleanupStrategies) {
        this.updateType = builder.updateType;
        this.stateVisibility = builder.stateVisibility;
        this.ttlTimeCharacteristic = builder.ttlTimeCharacteristic;
        this.ttl = builder.ttl;
        this.cleanupStrategies = cleanupStrategies;
    }

    /** What prolongs the life of a value. */
    public UpdateType getUpdateType() {
        return updateType;
    }

    /** Whether expired values are seen that nothing has removed yet. */
    public StateVisibility getStateVisibility() {
        return stateVisibility;
    }

    /** As {@link #getTimeToLive()}, in the older form. */
    @Deprecated
    public Time getTtl() {
        return Time.fromDuration(ttl);
    }

    /** How long a value lives after what prolongs its life. */
    public Duration getTimeToLive() {
        return ttl;
    }

    /** The clock that life is measured by. */
    public TtlTimeCharacteristic getTtlTimeCharacteristic() {
        return ttlTimeCharacteristic;
    }

    /** Whether values expire at all. */
    public boolean isEnabled() {
        return updateType != UpdateType.Disabled;
    }

    /** How expired values are removed. */
    public CleanupStrategies getCleanupStrategies() {
        return cleanupStrategies;
    }

    @Override
    public String toString() {
        return "StateTtlConfig(" + ttl + ", " + updateType + ", " + stateVisibility + ", " + ttlTimeCharacteristic
                + ", " + cleanupStrategies + ")";
    }

    /** As {@link #newBuilder(Duration)}, in the older form. */
    @Deprecated
    public static Builder newBuilder(Time ttl) {
        return new Builder(ttl);
    }

    /**
     * Values live that long after their creation and last write, unless the builder is told otherwise.
     *
     * @param ttl more than zero, counted in milliseconds; {@code build()} refuses others
     */
    public static Builder newBuilder(Duration ttl) {
        return new Builder(ttl);
    }

    /** Puts a configuration together. */
    public static class Builder {
        private UpdateType updateType = UpdateType.OnCreateAndWrite;
        private StateVisibility stateVisibility = StateVisibility.NeverReturnExpired;
        private TtlTimeCharacteristic ttlTimeCharacteristic = TtlTimeCharacteristic.ProcessingTime;
        private Duration ttl;
        private boolean cleanupInBackground = true;
        private final Map<CleanupStrategies.Strategies, CleanupStrategies.CleanupStrategy> strategies =
                new EnumMap<>(CleanupStrategies.Strategies.class);

        /** As {@link StateTtlConfig#newBuilder(Duration)}, in the older form. */
        @Deprecated
        public Builder(Time ttl) {
            this(ttl.toDuration());
        }

        private Builder(Duration ttl) {
            this.ttl = Objects.requireNonNull(ttl, "ttl");
        }

        /**
         * What prolongs the life of a value.
         *
         * @return this
         */
        public Builder setUpdateType(UpdateType updateType) {
            this.updateType = Objects.requireNonNull(updateType, "updateType");
            return this;
        }

        /**
         * Writing prolongs the life of a value, which is the default.
         *
         * @return this
         */
        public Builder updateTtlOnCreateAndWrite() {
            return setUpdateType(UpdateType.OnCreateAndWrite);
        }

        /**
         * Reading prolongs the life of a value as writing does; each read then writes.
         *
         * @return this
         */
        public Builder updateTtlOnReadAndWrite() {
            return setUpdateType(UpdateType.OnReadAndWrite);
        }

        /**
         * Whether expired values are seen that nothing has removed yet.
         *
         * @return this
         */
        public Builder setStateVisibility(StateVisibility stateVisibility) {
            this.stateVisibility = Objects.requireNonNull(stateVisibility, "stateVisibility");
            return this;
        }

        /**
         * Expired values are seen as long as nothing has removed them.
         *
         * @return this
         */
        public Builder returnExpiredIfNotCleanedUp() {
            return setStateVisibility(StateVisibility.ReturnExpiredIfNotCleanedUp);
        }

        /**
         * Expired values are never seen, which is the default.
         *
         * @return this
         */
        public Builder neverReturnExpired() {
            return setStateVisibility(StateVisibility.NeverReturnExpired);
        }

        /**
         * The clock that life is measured by; there is only processing time.
         *
         * @return this
         */
        public Builder setTtlTimeCharacteristic(TtlTimeCharacteristic ttlTimeCharacteristic) {
            this.ttlTimeCharacteristic = Objects.requireNonNull(ttlTimeCharacteristic, "ttlTimeCharacteristic");
            return this;
        }

        /**
         * Measures life by the machine's clock, which is the default.
         *
         * @return this
         */
        public Builder useProcessingTime() {
            return setTtlTimeCharacteristic(TtlTimeCharacteristic.ProcessingTime);
        }

        /** Dead values are left out of full snapshots; what is in the running state stays there. On every state backend. */
        public Builder cleanupFullSnapshot() {
            strategies.put(
                    CleanupStrategies.Strategies.FULL_STATE_SCAN_SNAPSHOT,
                    new CleanupStrategies.EmptyCleanupStrategy());
            return this;
        }

        /**
         * A few values are looked at now and then, and removed when they are dead. On the heap; without effect in RocksDB.
         *
         * @param cleanupSize how many values are looked at, at least 1
         * @param runCleanupForEveryRecord whether with every record, beside every use of the state
         */
        public Builder cleanupIncrementally(int cleanupSize, boolean runCleanupForEveryRecord) {
            strategies.put(
                    CleanupStrategies.Strategies.INCREMENTAL_CLEANUP,
                    new IncrementalCleanupStrategy(cleanupSize, runCleanupForEveryRecord));
            return this;
        }

        /**
         * Dead values are left out when RocksDB compacts its files. Without effect on the heap.
         *
         * @param queryTimeAfterNumEntries has no effect: RocksDB itself knows how old a row is
         */
        public Builder cleanupInRocksdbCompactFilter(long queryTimeAfterNumEntries) {
            return cleanupInRocksdbCompactFilter(
                    queryTimeAfterNumEntries, RocksdbCompactFilterCleanupStrategy.DEFAULT_PERIODIC_COMPACTION_TIME);
        }

        /**
         * Dead values are left out when RocksDB compacts its files. Without effect on the heap.
         *
         * @param queryTimeAfterNumEntries has no effect: RocksDB itself knows how old a row is
         * @param periodicCompactionTime the age at which a file is compacted for no other reason; zero for never
         */
        public Builder cleanupInRocksdbCompactFilter(long queryTimeAfterNumEntries, Duration periodicCompactionTime) {
            strategies.put(
                    CleanupStrategies.Strategies.ROCKSDB_COMPACTION_FILTER,
                    new RocksdbCompactFilterCleanupStrategy(queryTimeAfterNumEntries, periodicCompactionTime));
            return this;
        }

        /** Dead values are cleaned up only in the ways that were asked for. */
        public Builder disableCleanupInBackground() {
            cleanupInBackground = false;
            return this;
        }

        /** As {@link #setTimeToLive(Duration)}, in the older form. */
        @Deprecated
        public Builder setTtl(Time ttl) {
            return setTimeToLive(ttl.toDuration());
        }

        /**
         * How long a value lives after what prolongs its life.
         *
         * @param ttl above zero
         * @return this
         */
        public Builder setTimeToLive(Duration ttl) {
            this.ttl = Objects.requireNonNull(ttl, "ttl");
            return this;
        }

        /** @throws IllegalArgumentException when the time to live is not positive */
        public StateTtlConfig build() {
            if (ttl.isNegative() || ttl.isZero()) {
                throw new IllegalArgumentException("the time to live is " + ttl + "; it must be positive");
            }
            return new StateTtlConfig(this, new CleanupStrategies(new EnumMap<>(strategies), cleanupInBackground));
        }
    }

    /** The ways in which dead values are removed. */
    public static class CleanupStrategies implements Serializable {
        private static final long serialVersionUID = 1L;

        private static final IncrementalCleanupStrategy DEFAULT_INCREMENTAL = new IncrementalCleanupStrategy(5, false);
        private static final RocksdbCompactFilterCleanupStrategy DEFAULT_COMPACT_FILTER =
                new RocksdbCompactFilterCleanupStrategy(
                        1000L, RocksdbCompactFilterCleanupStrategy.DEFAULT_PERIODIC_COMPACTION_TIME);

        enum Strategies {
            FULL_STATE_SCAN_SNAPSHOT,
            INCREMENTAL_CLEANUP,
            ROCKSDB_COMPACTION_FILTER
        }

        interface CleanupStrategy extends Serializable {}

        static class EmptyCleanupStrategy implements CleanupStrategy {
            private static final long serialVersionUID = 1L;
        }

        private final EnumMap<Strategies, CleanupStrategy> strategies;
        private final boolean cleanupInBackground;

        private CleanupStrategies(EnumMap<Strategies, CleanupStrategy> strategies, boolean cleanupInBackground) {
            this.strategies = strategies;
            this.cleanupInBackground = cleanupInBackground;
        }

        /** Whether expired values are left out of full snapshots. */
        public boolean inFullSnapshot() {
            return strategies.containsKey(Strategies.FULL_STATE_SCAN_SNAPSHOT);
        }

        /** Whether expired values are removed in the background by the backend's own default way. */
        public boolean isCleanupInBackground() {
            return cleanupInBackground;
        }

        /** The settings of incremental cleanup; null when there is none. */
        public IncrementalCleanupStrategy getIncrementalCleanupStrategy() {
            IncrementalCleanupStrategy fallback = cleanupInBackground ? DEFAULT_INCREMENTAL : null;
            return (IncrementalCleanupStrategy) strategies.getOrDefault(Strategies.INCREMENTAL_CLEANUP, fallback);
        }

        /** Whether RocksDB leaves out expired values when it compacts. */
        public boolean inRocksdbCompactFilter() {
            return getRocksdbCompactFilterCleanupStrategy() != null;
        }

        /** The settings of cleanup during compaction; null when there is none. */
        public RocksdbCompactFilterCleanupStrategy getRocksdbCompactFilterCleanupStrategy() {
            RocksdbCompactFilterCleanupStrategy fallback = cleanupInBackground ? DEFAULT_COMPACT_FILTER : null;
            return (RocksdbCompactFilterCleanupStrategy)
                    strategies.getOrDefault(Strategies.ROCKSDB_COMPACTION_FILTER, fallback);
        }

        @Override
        public String toString() {
            return strategies.keySet() + (cleanupInBackground ? " in background" : "");
        }
    }

    /** A few values at a time. */
    public static class IncrementalCleanupStrategy implements CleanupStrategies.CleanupStrategy {
        private static final long serialVersionUID = 1L;

        private final int cleanupSize;
        private final boolean runCleanupForEveryRecord;

        private IncrementalCleanupStrategy(int cleanupSize, boolean runCleanupForEveryRecord) {
            if (cleanupSize < 1) {
                throw new IllegalArgumentException(
                        "incremental cleanup looks at " + cleanupSize + " values a time; it must be at least 1");
            }
            this.cleanupSize = cleanupSize;
            this.runCleanupForEveryRecord = runCleanupForEveryRecord;
        }

        /** How many values are looked at each time. */
        public int getCleanupSize() {
            return cleanupSize;
        }

        /** Whether values are looked at with every record, beside every use of the state. */
        public boolean runCleanupForEveryRecord() {
            return runCleanupForEveryRecord;
        }
    }

    /** While RocksDB compacts. */
    public static class RocksdbCompactFilterCleanupStrategy implements CleanupStrategies.CleanupStrategy {
        private static final long serialVersionUID = 1L;

        static final Duration DEFAULT_PERIODIC_COMPACTION_TIME = Duration.ofDays(30);

        private final long queryTimeAfterNumEntries;
        private final Duration periodicCompactionTime;

        private RocksdbCompactFilterCleanupStrategy(long queryTimeAfterNumEntries, Duration periodicCompactionTime) {
            this.queryTimeAfterNumEntries = queryTimeAfterNumEntries;
            this.periodicCompactionTime = Objects.requireNonNull(periodicCompactionTime, "periodicCompactionTime");
        }

        /** After how many values the clock is looked at again. */
        public long getQueryTimeAfterNumEntries() {
            return queryTimeAfterNumEntries;
        }

        /** The age at which a file is compacted for no other reason; zero for never. */
        public Duration getPeriodicCompactionTime() {
            return periodicCompactionTime;
        }
    }
}
