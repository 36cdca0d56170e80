/**
 * The {@code rocksdb} state backend: keyed state and timers of an operator instance in a RocksDB on the local disk,
 * behind a write-back cache of hot entries as objects. Entry: {@link dev.weft.state.rocksdb.RocksDbBackend}, found by
 * the engine by its name. Belongs to the thread of the task; snapshots are written by others. May import {@code
 * engine.state.spi} and {@code .format}, {@code engine.configuration}, {@code engine.types}, {@code engine.common}, the
 * API and {@code org.rocksdb}; never the rest of the engine.
 */
package dev.weft.state.rocksdb;
