package dev.weft.state.rocksdb;

import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.spi.Expiry;
import java.util.Optional;

/**
 * Location and format of one state's rows: store, column family, serializers. Created when the program declares the
 * state, or before by a restore. Belongs to the thread of the task.
 */
final class StateRows {

    private Store store;
    private Column column;
    private StateLayout layout;
    private Optional<Expiry> expiry = Optional.empty();
    /** Upper bound of the {@code long} namespaces that have rows; the least value when there are no rows. */
    private long storedUpTo = Long.MIN_VALUE;

    StateRows(Store store, Column column, StateLayout layout) {
        this.store = store;
        this.column = column;
        this.layout = layout;
    }

    /** @param form number of the format in which the rows were saved, from 0 on */
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

    /** Called when a row of this namespace was restored. */
    void restored(long namespace) {
        storedUpTo = Math.max(storedUpTo, namespace);
    }

    /** Called when the program declares the state with this layout. */
    void bind(StateLayout now, Optional<Expiry> expiring) {
        layout = now;
        expiry = expiring;
    }

    /** Called when the rows were moved. */
    void move(Store to, Column rows) {
        store = to;
        column = rows;
    }
}
