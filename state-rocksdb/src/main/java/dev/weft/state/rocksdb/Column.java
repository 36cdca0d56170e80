package dev.weft.state.rocksdb;

import org.rocksdb.ColumnFamilyHandle;

/**
 * A column family: the rows of one state, or of one queue of timers.
 *
 * @param name unique in the store
 * @param handle its native handle
 * @param id by which batches name it
 */
record Column(String name, ColumnFamilyHandle handle, int id) {}
