/**
 * Benchmarks of keyed state in RocksDB, compared with plain loops over RocksDB.
 *
 * <p>Entry classes: {@link dev.weft.benchmarks.rocksdb.KeyedState}, and {@link dev.weft.benchmarks.rocksdb.ListAppends} for long lists, and {@link
 * dev.weft.benchmarks.rocksdb.IncrementalSnapshots}, run by {@code benchmarks/rocksdb.sh}. One thread each, no job.
 */
package dev.weft.benchmarks.rocksdb;
