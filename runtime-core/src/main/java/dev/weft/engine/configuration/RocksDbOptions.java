package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import dev.weft.configuration.MemorySize;
import java.util.List;

/**
 * Options of the RocksDB state backend. They are used in its module, but declared here because every process validates
 * them against the same catalog.
 */
public final class RocksDbOptions {

    static final OptionSection SECTION = new OptionSection("State in RocksDB");

    /** Where timers are kept. */
    public enum TimerStore {
        ROCKSDB,
        HEAP
    }

    /** RocksDB's compaction styles. */
    public enum CompactionStyle {
        LEVEL,
        UNIVERSAL,
        FIFO,
        NONE
    }

    /** RocksDB's log levels. */
    public enum LogLevel {
        DEBUG_LEVEL,
        INFO_LEVEL,
        WARN_LEVEL,
        ERROR_LEVEL,
        FATAL_LEVEL,
        HEADER_LEVEL
    }

    public static final ConfigOption<List<String>> LOCAL_DIRECTORIES = SECTION.list(
            "state.backend.rocksdb.localdir",
            "Local directories for RocksDB's files, one of which an operator instance takes; without one, the process's"
                    + " own directories, which YARN removes with the container.");

    public static final ConfigOption<MemorySize> OBJECT_CACHE = SECTION.memory(
                    "state.backend.rocksdb.object-cache.size")
            .does(
                    "Heap of a slot for the object cache, a write-back cache of RocksDB state as objects; 0 nearly disables it.")
            .unset("a quarter of the heap, divided by the number of slots");

    public static final ConfigOption<Boolean> MANAGED = SECTION.bool("state.backend.rocksdb.memory.managed")
            .does("Whether all RocksDB state in a slot shares the slot's managed memory for its block cache and write"
                    + " buffers.")
            .defaultsTo(true);

    public static final ConfigOption<MemorySize> FIXED_PER_SLOT = SECTION.memory(
                    "state.backend.rocksdb.memory.fixed-per-slot")
            .does("Memory that RocksDB state in a slot shares, in place of the slot's managed memory.")
            .unset("the slot's managed memory");

    public static final ConfigOption<Double> WRITE_BUFFER_RATIO = SECTION.number(
                    "state.backend.rocksdb.memory.write-buffer-ratio")
            .between(0d, 1d)
            .does("Part of the shared memory for write buffers.")
            .defaultsTo(0.5);

    public static final ConfigOption<Double> HIGH_PRIORITY_RATIO = SECTION.number(
                    "state.backend.rocksdb.memory.high-prio-pool-ratio")
            .between(0d, 1d)
            .does("Part of the shared memory for index and filter blocks; with the part for write buffers below 1.")
            .defaultsTo(0.1);

    public static final ConfigOption<Boolean> PARTITIONED_INDEX = SECTION.bool(
                    "state.backend.rocksdb.memory.partitioned-index-filters")
            .does("Whether index and filter of a file are cached in parts; in whole they push each other out of a small"
                    + " cache.")
            .defaultsTo(true);

    public static final ConfigOption<TimerStore> TIMERS = SECTION.choice(
                    "state.backend.rocksdb.timer-service.factory", TimerStore.class)
            .does("Where timers are kept: 'rocksdb' with the nearest of them in memory, or 'heap' with all of them.")
            .defaultsTo(TimerStore.ROCKSDB);

    public static final ConfigOption<String> PREDEFINED = SECTION.text("state.backend.rocksdb.predefined-options")
            .does("A set of RocksDB settings: DEFAULT, SPINNING_DISK_OPTIMIZED, SPINNING_DISK_OPTIMIZED_HIGH_MEM or"
                    + " FLASH_SSD_OPTIMIZED.")
            .defaultsTo("DEFAULT");

    public static final ConfigOption<String> FACTORY = SECTION.text("state.backend.rocksdb.options-factory")
            .does("Class of a RocksDBOptionsFactory that changes RocksDB's settings last.")
            .unset("none");

    public static final ConfigOption<MemorySize> WRITE_BATCH = SECTION.memory("state.backend.rocksdb.write-batch-size")
            .between(MemorySize.parse("4kb"), MemorySize.parse("64mb"))
            .does("Bytes of changes that are written to RocksDB at once.")
            .defaultsTo(MemorySize.parse("256kb"));

    public static final ConfigOption<Integer> TRANSFER_THREADS = SECTION.integer(
                    "state.backend.rocksdb.checkpoint.transfer.thread.num")
            .between(1, 1024)
            .does("Files of an operator instance that are stored or read at once, for incremental checkpoints.")
            .defaultsTo(4);

    public static final ConfigOption<Integer> THREADS = SECTION.integer("state.backend.rocksdb.thread.num")
            .between(1, 1024)
            .does("Threads of an operator instance that flush and compact.")
            .defaultsTo(2);

    public static final ConfigOption<Integer> OPEN_FILES = SECTION.integer("state.backend.rocksdb.files.open")
            .atLeast(-1)
            .does("Files that an operator instance keeps open; -1 keeps all.")
            .defaultsTo(-1);

    public static final ConfigOption<LogLevel> LOG_LEVEL = SECTION.choice(
                    "state.backend.rocksdb.log.level", LogLevel.class)
            .does("How much RocksDB writes to its own log.")
            .defaultsTo(LogLevel.HEADER_LEVEL);

    public static final ConfigOption<String> LOG_DIRECTORY = SECTION.text("state.backend.rocksdb.log.dir")
            .does("Directory for RocksDB's own log.")
            .unset("beside its files");

    public static final ConfigOption<MemorySize> LOG_FILE_SIZE = SECTION.memory(
                    "state.backend.rocksdb.log.max-file-size")
            .does("Size after which RocksDB begins a new log file.")
            .defaultsTo(MemorySize.ofMebiBytes(25));

    public static final ConfigOption<Integer> LOG_FILES = SECTION.integer("state.backend.rocksdb.log.file-num")
            .atLeast(1)
            .does("Log files that RocksDB keeps.")
            .defaultsTo(4);

    public static final ConfigOption<CompactionStyle> COMPACTION_STYLE = SECTION.choice(
                    "state.backend.rocksdb.compaction.style", CompactionStyle.class)
            .does("RocksDB's compaction style.")
            .defaultsTo(CompactionStyle.LEVEL);

    public static final ConfigOption<Boolean> DYNAMIC_LEVEL = SECTION.bool(
                    "state.backend.rocksdb.compaction.level.use-dynamic-size")
            .does("Whether the sizes of levels follow the size of the last.")
            .defaultsTo(true);

    public static final ConfigOption<MemorySize> TARGET_FILE_SIZE = SECTION.memory(
                    "state.backend.rocksdb.compaction.level.target-file-size-base")
            .does("Size of a file on level 1.")
            .defaultsTo(MemorySize.ofMebiBytes(64));

    public static final ConfigOption<MemorySize> LEVEL_SIZE = SECTION.memory(
                    "state.backend.rocksdb.compaction.level.max-size-level-base")
            .does("Most bytes on level 1.")
            .defaultsTo(MemorySize.ofMebiBytes(256));

    public static final ConfigOption<List<String>> COMPRESSION = SECTION.list(
            "state.backend.rocksdb.compression.per.level",
            "Compression of each level; the last one named counts for the levels below it.",
            "LZ4_COMPRESSION");

    public static final ConfigOption<MemorySize> WRITE_BUFFER = SECTION.memory("state.backend.rocksdb.writebuffer.size")
            .does("Size of a state's write buffer, within the shared memory.")
            .defaultsTo(MemorySize.ofMebiBytes(64));

    public static final ConfigOption<Integer> WRITE_BUFFERS = SECTION.integer("state.backend.rocksdb.writebuffer.count")
            .atLeast(2)
            .does("Most write buffers of a state.")
            .defaultsTo(2);

    public static final ConfigOption<Integer> WRITE_BUFFERS_MERGED = SECTION.integer(
                    "state.backend.rocksdb.writebuffer.number-to-merge")
            .atLeast(1)
            .does("Full write buffers that are merged before they are written.")
            .defaultsTo(1);

    public static final ConfigOption<MemorySize> BLOCK = SECTION.memory("state.backend.rocksdb.block.blocksize")
            .does("Size of a block: what is read and cached at once.")
            .defaultsTo(MemorySize.parse("4kb"));

    public static final ConfigOption<MemorySize> METADATA_BLOCK = SECTION.memory(
                    "state.backend.rocksdb.block.metadata-blocksize")
            .does("Size of a part of a partitioned index or filter.")
            .defaultsTo(MemorySize.parse("4kb"));

    public static final ConfigOption<MemorySize> BLOCK_CACHE = SECTION.memory("state.backend.rocksdb.block.cache-size")
            .does("Size of a state's own block cache when memory is neither managed nor fixed.")
            .defaultsTo(MemorySize.ofMebiBytes(8));

    public static final ConfigOption<Boolean> BLOOM_FILTER = SECTION.bool("state.backend.rocksdb.use-bloom-filter")
            .does("Whether files have a Bloom filter, which avoids most reads of absent keys.")
            .defaultsTo(true);

    public static final ConfigOption<Double> BLOOM_FILTER_BITS = SECTION.number(
                    "state.backend.rocksdb.bloom-filter.bits-per-key")
            .between(1d, 64d)
            .does("Bits of that filter for each key.")
            .defaultsTo(10.0);

    /** A serialized options factory; set by the program's state backend object, never by hand. */
    public static final ConfigOption<String> FACTORY_OBJECT = ConfigOptions.key(
                    "state.backend.rocksdb.options-factory.object")
            .stringType()
            .noDefaultValue();

    static {
        SECTION.family("state.backend.rocksdb.metrics.", "What RocksDB tells of itself.");
    }

    private RocksDbOptions() {}
}
