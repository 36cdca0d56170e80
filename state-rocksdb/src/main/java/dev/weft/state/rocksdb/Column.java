package dev.weft.state.rocksdb;

import org.rocksdb.ColumnFamilyHandle;

/**
 * A column family with the rows of one state or timer queue.
 *
 * @param name unique in the store
 * @param handle its native handle
 * @param id by which batches name it
 */
record Column(String name, ColumnFamilyHandle handle, int id) {}
