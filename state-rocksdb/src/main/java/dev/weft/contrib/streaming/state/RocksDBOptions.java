package dev.weft.contrib.streaming.state;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import dev.weft.configuration.MemorySize;
import dev.weft.contrib.streaming.state.EmbeddedRocksDBStateBackend.PriorityQueueStateType;
import dev.weft.engine.configuration.RocksDbOptions;

/** Config options of the RocksDB state backend, for programs that set them by constant. */
@PublicEvolving
public final class RocksDBOptions {
    /** Local directories for RocksDB's files, in a list. */
    public static final ConfigOption<String> LOCAL_DIRECTORIES = ConfigOptions.key(
                    RocksDbOptions.LOCAL_DIRECTORIES.key())
            .stringType()
            .noDefaultValue()
            .withDescription("Local directories for RocksDB's files.");

    public static final ConfigOption<PriorityQueueStateType> TIMER_SERVICE_FACTORY = ConfigOptions.key(
                    RocksDbOptions.TIMERS.key())
            .enumType(PriorityQueueStateType.class)
            .defaultValue(PriorityQueueStateType.valueOf(
                    RocksDbOptions.TIMERS.defaultValue().name()))
            .withDescription("Where timers are kept.");

    public static final ConfigOption<String> PREDEFINED_OPTIONS = RocksDbOptions.PREDEFINED;

    public static final ConfigOption<String> OPTIONS_FACTORY = RocksDbOptions.FACTORY;

    public static final ConfigOption<Boolean> USE_MANAGED_MEMORY = RocksDbOptions.MANAGED;

    public static final ConfigOption<MemorySize> FIX_PER_SLOT_MEMORY_SIZE = RocksDbOptions.FIXED_PER_SLOT;

    public static final ConfigOption<Double> WRITE_BUFFER_RATIO = RocksDbOptions.WRITE_BUFFER_RATIO;

    public static final ConfigOption<Double> HIGH_PRIORITY_POOL_RATIO = RocksDbOptions.HIGH_PRIORITY_RATIO;

    public static final ConfigOption<Boolean> USE_PARTITIONED_INDEX_FILTERS = RocksDbOptions.PARTITIONED_INDEX;

    public static final ConfigOption<Integer> CHECKPOINT_TRANSFER_THREAD_NUM = RocksDbOptions.TRANSFER_THREADS;

    private RocksDBOptions() {}
}
