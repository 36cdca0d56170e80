package dev.weft.contrib.streaming.state;

import dev.weft.annotation.PublicEvolving;
import java.io.Serializable;
import java.util.Collection;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.WriteOptions;

/**
 * Changes the options that a RocksDB instance is opened with, after the predefined and configured ones. Native objects
 * that a method creates and RocksDB does not own (a cache, a filter) must be added to {@code handlesToClose}; they are
 * closed with the instance.
 */
@PublicEvolving
public interface RocksDBOptionsFactory extends Serializable {

    /** Gets the settings of the instance; returns them changed, or others. */
    DBOptions createDBOptions(DBOptions currentOptions, Collection<AutoCloseable> handlesToClose);

    /** Gets the settings of a column family; returns them changed, or others. */
    ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions currentOptions, Collection<AutoCloseable> handlesToClose);

    /** Gets the chosen native metrics; returns them changed, or others. */
    default RocksDBNativeMetricOptions createNativeMetricsOptions(RocksDBNativeMetricOptions nativeMetricOptions) {
        return nativeMetricOptions;
    }

    /** Gets the settings of writes; returns them changed, or others. The write-ahead log stays off. */
    default WriteOptions createWriteOptions(WriteOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
        return currentOptions;
    }

    /** Gets the settings of reads; returns them changed, or others. */
    default ReadOptions createReadOptions(ReadOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
        return currentOptions;
    }
}
