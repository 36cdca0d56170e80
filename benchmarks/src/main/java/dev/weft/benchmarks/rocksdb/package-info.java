/**
 * What keyed state in RocksDB costs, beside bare loops over RocksDB.
 *
 * <p>Entry class: {@link dev.weft.benchmarks.rocksdb.KeyedState}, run by {@code benchmarks/rocksdb.sh}. One thread each, no job.
 */
package dev.weft.benchmarks.rocksdb;
