package dev.weft.state.rocksdb;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.configuration.ReadableConfig;
import dev.weft.contrib.streaming.state.RocksDBOptionsFactory;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RocksDbOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.ReadOptions;
import org.rocksdb.WriteOptions;

/**
 * The native settings of one store, in layers: predefined, configured, and last the changes of the user's factory.
 * Closed after the store.
 */
final class Tuning implements AutoCloseable {

    /**
     * Fraction of a write buffer for a Bloom filter of its keys: most reads are for a key that is not in the buffer.
     */
    private static final double FILTER_OF_WRITE_BUFFER = 0.02;

    /**
     * The merge operator for appended rows: concatenates all operands in one pass, without a delimiter. The operator
     * for which the Java binding has a class joins two at a time and copies the row for each: 30 000 elements of 1 KB
     * took 40 s to read.
     */
    private static final String JOINING = "id=stringappendtest;delimiter=";

    /** Every snapshot of files stores the manifest anew, so it is begun anew before it becomes large. */
    private static final long MANIFEST_BYTES = 4 << 20;

    /**
     * A write buffer takes memory in blocks of this size, the first one at once, as its filter. With RocksDB's 1 MB, ten
     * columns with hardly any rows use up the memory for write buffers of a slot of 64 MB, so that every write causes a flush.
     */
    private static final long ARENA_BLOCK_BYTES = 128 << 10;

    private final List<AutoCloseable> closed = new ArrayList<>();
    private final ReadableConfig settings;
    private final SlotMemory memory;
    private final Optional<RocksDBOptionsFactory> factory;
    private final DBOptions database;
    private final ColumnFamilyOptions rows;
    private final ColumnFamilyOptions appendedRows;
    private final WriteOptions writing;
    private final ReadOptions reading;

    /**
     * @param settings the configured values over the predefined ones
     * @param memory must outlive this object
     */
    Tuning(Configuration settings, SlotMemory memory, Optional<RocksDBOptionsFactory> factory) {
        this.settings = settings;
        this.memory = memory;
        this.factory = factory;
        this.database = createDatabase();
        this.rows = createRows(false);
        this.appendedRows = createRows(true);
        this.writing = kept(factory.map(it -> it.createWriteOptions(kept(new WriteOptions()), closed))
                .orElseGet(WriteOptions::new)
                .setDisableWAL(true));
        this.reading = kept(factory.map(it -> it.createReadOptions(kept(new ReadOptions()), closed))
                .orElseGet(ReadOptions::new));
    }

    DBOptions database() {
        return database;
    }

    /** Options of columns whose rows are replaced. */
    ColumnFamilyOptions rows() {
        return rows;
    }

    /** Options of columns whose rows are also appended to. */
    ColumnFamilyOptions appendedRows() {
        return appendedRows;
    }

    /** Options of columns whose rows expire: files of a certain age are compacted, so that expired rows are dropped. */
    ColumnFamilyOptions expiringRows(boolean appended, long compactedAfterSeconds) {
        return createRows(appended).setPeriodicCompactionSeconds(compactedAfterSeconds);
    }

    WriteOptions writing() {
        return writing;
    }

    ReadOptions reading() {
        return reading;
    }

    /**
     * How many bytes new write buffers may have before the next write may make RocksDB flush one of them: because it is full, or
     * because the slot's memory for them runs out, which may be when half of it is taken.
     *
     * @param columns each has a write buffer
     */
    long bufferedDuringCut(int columns) {
        long buffer = rows.writeBufferSize();
        long taken = columns * (ARENA_BLOCK_BYTES + (long) (FILTER_OF_WRITE_BUFFER * buffer));
        return Math.min(buffer / 2, memory.bufferBytes() / 2 - taken) - bytes(RocksDbOptions.WRITE_BATCH);
    }

    private DBOptions createDatabase() {
        DBOptions options = kept(new DBOptions())
                .setCreateIfMissing(true)
                .setAvoidFlushDuringShutdown(true)
                .setAllowConcurrentMemtableWrite(false)
                .setUseFsync(false)
                .setStatsDumpPeriodSec(0)
                .setMaxManifestFileSize(MANIFEST_BYTES)
                .setMaxOpenFiles(settings.get(RocksDbOptions.OPEN_FILES))
                .setMaxBackgroundJobs(settings.get(RocksDbOptions.THREADS))
                .setInfoLogLevel(InfoLogLevel.valueOf(
                        settings.get(RocksDbOptions.LOG_LEVEL).name()))
                .setMaxLogFileSize(bytes(RocksDbOptions.LOG_FILE_SIZE))
                .setKeepLogFileNum(settings.get(RocksDbOptions.LOG_FILES));
        settings.getOptional(RocksDbOptions.LOG_DIRECTORY).ifPresent(options::setDbLogDir);
        memory.buffers().ifPresent(options::setWriteBufferManager);
        return factory.map(it -> kept(it.createDBOptions(options, closed))).orElse(options);
    }

    private ColumnFamilyOptions createRows(boolean appended) {
        List<CompressionType> compression = settings.get(RocksDbOptions.COMPRESSION).stream()
                .map(name -> named(CompressionType.class, name, RocksDbOptions.COMPRESSION.key()))
                .toList();
        ColumnFamilyOptions options = kept(new ColumnFamilyOptions())
                .setWriteBufferSize(bytes(RocksDbOptions.WRITE_BUFFER))
                .setArenaBlockSize(Math.min(ARENA_BLOCK_BYTES, bytes(RocksDbOptions.WRITE_BUFFER) / 8))
                .setMaxWriteBufferNumber(settings.get(RocksDbOptions.WRITE_BUFFERS))
                .setMinWriteBufferNumberToMerge(settings.get(RocksDbOptions.WRITE_BUFFERS_MERGED))
                .setCompactionStyle(CompactionStyle.valueOf(
                        settings.get(RocksDbOptions.COMPACTION_STYLE).name()))
                .setLevelCompactionDynamicLevelBytes(settings.get(RocksDbOptions.DYNAMIC_LEVEL))
                .setTargetFileSizeBase(bytes(RocksDbOptions.TARGET_FILE_SIZE))
                .setMaxBytesForLevelBase(bytes(RocksDbOptions.LEVEL_SIZE))
                .setMemtablePrefixBloomSizeRatio(FILTER_OF_WRITE_BUFFER)
                .setMemtableWholeKeyFiltering(true)
                .setTableFormatConfig(createTables());
        if (compression.size() == 1) {
            options.setCompressionType(compression.get(0));
        } else if (!compression.isEmpty()) {
            options.setCompressionPerLevel(compression);
        }
        if (appended) {
            options.setMergeOperatorName(JOINING);
        }
        return factory.map(it -> kept(it.createColumnOptions(options, closed))).orElse(options);
    }

    private BlockBasedTableConfig createTables() {
        BlockBasedTableConfig tables = new BlockBasedTableConfig()
                .setBlockSize(bytes(RocksDbOptions.BLOCK))
                .setMetadataBlockSize(bytes(RocksDbOptions.METADATA_BLOCK));
        boolean filtered = settings.get(RocksDbOptions.BLOOM_FILTER);
        if (filtered) {
            tables.setFilterPolicy(kept(new BloomFilter(settings.get(RocksDbOptions.BLOOM_FILTER_BITS))));
        }
        memory.cache()
                .ifPresentOrElse(
                        cache -> {
                            tables.setBlockCache(cache)
                                    .setCacheIndexAndFilterBlocks(true)
                                    .setCacheIndexAndFilterBlocksWithHighPriority(true)
                                    .setPinL0FilterAndIndexBlocksInCache(true);
                            if (settings.get(RocksDbOptions.PARTITIONED_INDEX)) {
                                tables.setIndexType(IndexType.kTwoLevelIndexSearch)
                                        .setPartitionFilters(filtered)
                                        .setPinTopLevelIndexAndFilter(true);
                            }
                        },
                        () -> tables.setBlockCache(kept(new org.rocksdb.LRUCache(bytes(RocksDbOptions.BLOCK_CACHE)))));
        return tables;
    }

    private long bytes(ConfigOption<MemorySize> option) {
        return settings.get(option).getBytes();
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name, String key) {
        try {
            return Enum.valueOf(type, name.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    key + " names '" + name + "'; known are " + Arrays.toString(type.getEnumConstants()),
                    e);
        }
    }

    private <T extends AutoCloseable> T kept(T made) {
        if (closed.stream().noneMatch(known -> known == made)) {
            closed.add(made);
        }
        return made;
    }

    @Override
    public void close() {
        Collections.reverse(closed);
        for (AutoCloseable made : closed) {
            try {
                made.close();
            } catch (Exception e) {
                // A handle of the user's that fails to close must not keep the others open.
            }
        }
        closed.clear();
    }
}
