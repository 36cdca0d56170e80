package dev.weft.state.rocksdb;

import dev.weft.engine.types.KeyGroupRange;
import org.rocksdb.RocksIterator;

/**
 * Copies or deletes the rows of key groups, as bytes. Rows of a state begin with the key group, those of timers with the time
 * and the key group ({@link RowKeys}, {@link TimerRows}). Belongs to the thread of the task.
 */
final class GroupRows {

    private static final int BATCH_BYTES = 1 << 20;

    private final int groupBytes;
    private final Batch batch = new Batch();

    GroupRows(int maxParallelism) {
        this.groupBytes = RowKeys.groupBytes(maxParallelism);
    }

    /** Copies the rows of a state. */
    void copyState(Store from, Column source, KeyGroupRange groups, Store to, Column target) {
        try (RocksIterator rows = from.iterate(source)) {
            for (rows.seek(prefix(groups.first())); rows.isValid(); rows.next()) {
                byte[] row = rows.key();
                if (groupAt(row, 0) >= groups.end()) {
                    break;
                }
                put(row, rows.value(), to, target);
            }
            from.check(rows);
        }
        flush(to);
    }

    /** Copies timers. */
    void copyTimers(Store from, Column source, KeyGroupRange groups, Store to, Column target) {
        try (RocksIterator rows = from.iterate(source)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                byte[] row = rows.key();
                if (groups.contains(groupAt(row, TimerRows.TIME_BYTES))) {
                    put(row, new byte[0], to, target);
                }
            }
            from.check(rows);
        }
        flush(to);
    }

    private void put(byte[] row, byte[] value, Store to, Column target) {
        batch.put(target.id(), row, row.length, value, value.length);
        flushIfFull(to);
    }

    /** Deletes the rows of a state in key groups. */
    void deleteState(Store store, Column column, KeyGroupRange groups) {
        if (groups.isEmpty()) {
            return;
        }
        byte[] from = prefix(groups.first());
        byte[] until = RowKeys.after(prefix(groups.end() - 1));
        if (until.length > 0) {
            batch.deleteRange(column.id(), from, from.length, until, until.length);
        } else {
            try (RocksIterator rows = store.iterate(column)) {
                for (rows.seek(from); rows.isValid(); rows.next()) {
                    delete(rows.key(), store, column);
                }
                store.check(rows);
            }
        }
        flush(store);
    }

    /** Deletes the timers of all other key groups. */
    void keepTimers(Store store, Column column, KeyGroupRange groups) {
        try (RocksIterator rows = store.iterate(column)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                byte[] row = rows.key();
                if (!groups.contains(groupAt(row, TimerRows.TIME_BYTES))) {
                    delete(row, store, column);
                }
            }
            store.check(rows);
        }
        flush(store);
    }

    private void delete(byte[] row, Store store, Column column) {
        batch.delete(column.id(), row, row.length);
        flushIfFull(store);
    }

    private byte[] prefix(int group) {
        return groupBytes == 1 ? new byte[] {(byte) group} : new byte[] {(byte) (group >> 8), (byte) group};
    }

    private int groupAt(byte[] row, int at) {
        return groupBytes == 1 ? row[at] & 0xFF : (row[at] & 0xFF) << 8 | row[at + 1] & 0xFF;
    }

    private void flushIfFull(Store store) {
        if (batch.length() >= BATCH_BYTES) {
            flush(store);
        }
    }

    private void flush(Store store) {
        if (!batch.isEmpty()) {
            store.write(batch);
            batch.clear();
        }
    }
}
