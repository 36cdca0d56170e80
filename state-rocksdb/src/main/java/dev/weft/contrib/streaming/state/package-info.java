/**
 * The public API of the RocksDB state backend: the backend, its options, and the interface by which programs change
 * RocksDB's own options. May import {@code engine.configuration}, which declares the options, the API and {@code
 * org.rocksdb}.
 */
package dev.weft.contrib.streaming.state;
