package dev.weft.state.rocksdb;

import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.spi.Expiry;
import java.util.Optional;

/**
 * Where the rows of one state are: the store, the column family and how they are serialized. Made when the program declares the
 * state, or before by a restore. Belongs to the thread of the task.
 */
final class StateRows {

    private Store store;
    private Column column;
    private StateLayout layout;
    private Optional<Expiry> expiry = Optional.empty();
    /** The greatest long namespace that has rows, or the greatest of all if there are rows; else the least. */
    private long storedUpTo = Long.MIN_VALUE;

    StateRows(Store store, Column column, StateLayout layout) {
        this.store = store;
        this.column = column;
        this.layout = layout;
    }

    /** @param form counts the forms that rows of a state were saved in, from 0 on */
    static String columnName(String state, int form) {
        return "state" + (form == 0 ? "" : form) + "." + state;
    }

    Store store() {
        return store;
    }

    Column column() {
        return column;
    }

    StateLayout layout() {
        return layout;
    }

    Optional<Expiry> expiry() {
        return expiry;
    }

    long storedUpTo() {
        return storedUpTo;
    }

    /** A row of this namespace was restored. */
    void restored(long namespace) {
        storedUpTo = Math.max(storedUpTo, namespace);
    }

    /** The program goes on with the rows like this. */
    void bind(StateLayout now, Optional<Expiry> expiring) {
        layout = now;
        expiry = expiring;
    }

    /** The rows are elsewhere from now on. */
    void move(Store to, Column rows) {
        store = to;
        column = rows;
    }
}
