package dev.weft.state.rocksdb;

import org.rocksdb.ColumnFamilyHandle;

/**
 * A column family with the rows of one state or timer queue.
 *
 * @param name unique in the store
 * @param form how its rows are kept
 * @param handle its native handle
 * @param id by which batches name it
 */
record Column(String name, Form form, ColumnFamilyHandle handle, int id) {

    /**
     * How the rows of a column are kept.
     *
     * @param appended whether rows are appended to, and not only replaced
     * @param secondsToLive age after which a row may be dropped, in a store that drops expired rows; 0 for never
     * @param compactedAfterSeconds age of files after which they are compacted, so that expired rows are dropped; 0 for none
     */
    record Form(boolean appended, int secondsToLive, long compactedAfterSeconds) {

        /** Rows that never expire. */
        static Form lasting(boolean appended) {
            return new Form(appended, 0, 0);
        }
    }
}
