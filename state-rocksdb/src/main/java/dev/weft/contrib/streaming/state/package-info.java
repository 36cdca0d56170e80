/**
 * What programs say about state in RocksDB: the backend, its options, and the interface by which they change RocksDB's own
 * settings. May import {@code engine.configuration}, which declares the options, the API and {@code org.rocksdb}.
 */
package dev.weft.contrib.streaming.state;
