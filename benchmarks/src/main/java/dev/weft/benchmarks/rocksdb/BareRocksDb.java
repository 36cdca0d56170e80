package dev.weft.benchmarks.rocksdb;

import dev.weft.engine.types.KeyGroups;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * Contender: plain RocksDB, a get, and a put at once or in batches, without a write-ahead log, with the backend's
 * default settings.
 */
public final class BareRocksDb implements Contender {

    private static final int VALUE_BYTES = 100;

    static {
        RocksDB.loadLibrary();
    }

    private final int batched;
    private final DBOptions database;
    private final ColumnFamilyOptions columns;
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final ReadOptions reading = new ReadOptions();
    private final List<ColumnFamilyHandle> handles = new ArrayList<>();
    private final RocksDB db;
    private final WriteBatch batch = new WriteBatch();
    private final ByteBuffer key = ByteBuffer.allocate(9);
    private final ByteBuffer value = ByteBuffer.allocate(VALUE_BYTES);
    private int waiting;

    /** @param batched how many puts are written together; what is not written yet is not read either */
    public BareRocksDb(Path directory, long memoryBytes, int batched) throws RocksDBException {
        this.batched = batched;
        long buffers = memoryBytes / 3;
        Cache cache = new LRUCache(memoryBytes - buffers / 2, -1, false, 0.1);
        database = new DBOptions()
                .setCreateIfMissing(true)
                .setAvoidFlushDuringShutdown(true)
                .setMaxBackgroundJobs(2)
                .setWriteBufferManager(new WriteBufferManager(buffers, cache));
        columns = new ColumnFamilyOptions()
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setFilterPolicy(new BloomFilter(10))
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setPartitionFilters(true)
                        .setPinTopLevelIndexAndFilter(true));
        db = RocksDB.open(
                database,
                directory.toString(),
                List.of(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, columns)),
                handles);
    }

    @Override
    public int hash(Object of) {
        return KeyGroups.spread(of.hashCode());
    }

    @Override
    public long touch(Object of, int hash) throws RocksDBException {
        key.put(0, (byte) KeyGroups.groupOf(hash, 128));
        key.putLong(1, (Long) of);
        int found = db.get(handles.get(0), reading, key.array(), 0, 9, value.array(), 0, VALUE_BYTES);
        long count = found == RocksDB.NOT_FOUND ? 1 : value.getLong(0) + 1;
        value.putLong(0, count);
        if (batched == 1) {
            db.put(handles.get(0), writing, key.array(), 0, 9, value.array(), 0, VALUE_BYTES);
        } else {
            batch.put(handles.get(0), key.array(), value.array());
            if (++waiting == batched) {
                db.write(writing, batch);
                batch.clear();
                waiting = 0;
            }
        }
        return count;
    }

    @Override
    public void close() {
        batch.close();
        handles.forEach(ColumnFamilyHandle::close);
        db.close();
        writing.close();
        reading.close();
        columns.close();
        database.close();
    }
}
