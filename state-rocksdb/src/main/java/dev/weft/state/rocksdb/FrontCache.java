package dev.weft.state.rocksdb;

import dev.weft.engine.state.spi.Namespaces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of one state that are held as objects in front of the store: reads and writes of hot keys neither serialize
 * nor cross into native code. Changes are written later, many at a time: when a changed entry is to be evicted, when too
 * many have gathered, and before every snapshot.
 *
 * <p>Who goes is decided by a hand that goes round the tables and spares once what was used since it came by; who is
 * written, by a queue of changes that spares once what was changed again. A new entry counts as unused: keys that come once
 * leave first. Entries leave only while another one comes in, and never the one that comes in, or once one has grown.
 *
 * <p>Belongs to the thread of the task.
 */
final class FrontCache {

    /** What an entry weighs beside its key and content: the object, its slot, a part of the table. */
    static final int ENTRY_BYTES = 72;
    /** A state may always have this much. */
    private static final int LEAST_BYTES = 4 << 10;
    /** Changes that are written together. */
    private static final int BATCH_ENTRIES = 500;

    /** How far is looked for changes that are written together with that of an entry that leaves. */
    private static final int BATCH_SLOTS = 8 * BATCH_ENTRIES;

    /** From so many namespaces on, those without entries are forgotten. */
    private static final int MANY_TABLES = 4096;

    /** Writes contents as rows. */
    interface Rows {
        /** Adds to the batch what makes the store agree with the entry. */
        void write(Entry entry, Batch batch);

        /** Entries have left: nothing remembered may be used. */
        void forget();
    }

    private final Rows rows;
    private final Store store;
    private final FrontBudget budget;
    private final Changes changes;
    private final boolean divided;
    private final Batch batch = new Batch();
    /** Changed entries, those that were changed first in front; and some that have been written meanwhile. */
    private final ArrayDeque<Entry> dirty = new ArrayDeque<>();

    private final Map<Long, FrontTable> byNamespace = new HashMap<>();
    private final List<FrontTable> tables = new ArrayList<>();
    private final FrontTable single;
    private long storedUpTo;
    private int manyTables = MANY_TABLES;
    private long usedBytes;
    private long heldBytes;
    private int evictTable;
    private int evictSlot;

    /** Changes that are not in the store yet, of all states of an instance: what a snapshot must wait for. */
    static final class Changes {
        private final int mostOnceCut;
        private final int batchBytes;
        private int most = Integer.MAX_VALUE;
        private int entries;

        /**
         * @param mostOnceCut the number of changed entries from which on some are written, once there was a snapshot;
         *     before, the heap is their only bound
         * @param batchBytes the size of what is written at once
         */
        Changes(int mostOnceCut, int batchBytes) {
            this.mostOnceCut = mostOnceCut;
            this.batchBytes = batchBytes;
        }

        /** There is a snapshot, and there will be more: the next one is not to wait long. */
        void cut() {
            most = mostOnceCut;
        }
    }

    /**
     * @param storedUpTo the greatest long namespace that may have rows in the store, {@code Long.MIN_VALUE} when the store
     *     has nothing of this state
     */
    FrontCache(Namespaces.Kind kind, Rows rows, Store store, FrontBudget budget, Changes changes, long storedUpTo) {
        this.rows = rows;
        this.store = store;
        this.budget = budget;
        this.changes = changes;
        this.divided = kind == Namespaces.Kind.LONGS;
        this.storedUpTo = storedUpTo;
        this.single = new FrontTable(0, storedUpTo > Long.MIN_VALUE);
        if (!divided) {
            tables.add(single);
        }
        budget.enter();
    }

    /** The table of a state whose namespaces are not longs. */
    FrontTable table() {
        return single;
    }

    /** The table of a long namespace, made if there is none. */
    FrontTable table(long namespace) {
        FrontTable table = byNamespace.get(namespace);
        if (table == null) {
            if (tables.size() >= manyTables) {
                forgetEmptyTables();
            }
            table = new FrontTable(namespace, storedUpTo > Long.MIN_VALUE && namespace <= storedUpTo);
            byNamespace.put(namespace, table);
            tables.add(table);
        }
        return table;
    }

    /** The tables that there are now. */
    List<FrontTable> tables() {
        return List.copyOf(tables);
    }

    /** Namespaces up to this one may have rows in the store although they have no table. */
    long storedUpTo() {
        return storedUpTo;
    }

    private void forgetEmptyTables() {
        for (FrontTable table : tables()) {
            if (table.size() == 0) {
                if (table.isStored()) {
                    storedUpTo = Math.max(storedUpTo, table.namespace);
                }
                byNamespace.remove(table.namespace);
                tables.remove(table);
            }
        }
        manyTables = Math.max(MANY_TABLES, 2 * tables.size());
    }

    /** Puts an entry into its table, and others out if need be. */
    void insert(Entry entry, int weight) {
        makeRoom(weight);
        entry.weight = weight;
        usedBytes += weight;
        entry.table.insert(entry);
    }

    /** Puts entries out if those that there are have become too large; the one that was used last may be among them. */
    void fit() {
        makeRoom(0);
    }

    /** The entry weighs this much from now on. */
    void weigh(Entry entry, int weight) {
        usedBytes += weight - entry.weight;
        entry.weight = weight;
    }

    /** The entry's content is no longer what the store has. */
    void changed(Entry entry) {
        if (!entry.isDirty()) {
            changes.entries++;
            enqueue(entry);
        }
        entry.changed();
        if (changes.entries > changes.most) {
            clean();
        }
    }

    private void enqueue(Entry entry) {
        if (!entry.isQueued()) {
            if (dirty.size() > 2 * changes.entries + BATCH_ENTRIES) {
                dirty.removeIf(queued -> {
                    queued.queued(queued.isDirty());
                    return !queued.isDirty();
                });
            }
            entry.queued(true);
            dirty.add(entry);
        }
    }

    /** The change that comes first, or null. */
    private Entry dequeue() {
        Entry entry = dirty.poll();
        if (entry != null) {
            entry.queued(false);
        }
        return entry;
    }

    private void makeRoom(int more) {
        if (budget.isOwed(heldBytes)) {
            budget.giveBack();
            heldBytes -= FrontBudget.STEP_BYTES;
        }
        while (usedBytes + more > heldBytes + LEAST_BYTES) {
            if (budget.claim(heldBytes)) {
                heldBytes += FrontBudget.STEP_BYTES;
            } else if (!evict()) {
                return;
            }
        }
    }

    private boolean evict() {
        rows.forget();
        int tablesLeft = 2 * tables.size() + 2;
        while (tablesLeft > 0) {
            if (evictTable >= tables.size()) {
                evictTable = 0;
            }
            FrontTable table = tables.get(evictTable);
            if (table.size() == 0 || evictSlot >= table.capacity()) {
                evictSlot = 0;
                evictTable++;
                tablesLeft--;
                continue;
            }
            Entry entry = table.at(evictSlot);
            if (entry == null || entry.wasUsed()) {
                evictSlot++;
                continue;
            }
            if (entry.isDirty()) {
                writeFrom(table);
            }
            usedBytes -= entry.weight;
            table.remove(evictSlot);
            return true;
        }
        return false;
    }

    /** Writes a batch of entries that the hand will put out next, if they are not used before. */
    private void writeFrom(FrontTable table) {
        int end = Math.min(table.capacity(), evictSlot + BATCH_SLOTS);
        for (int i = evictSlot; i < end && !isFull(); i++) {
            Entry entry = table.at(i);
            if (entry != null && entry.isDirty() && !entry.isUsed()) {
                write(entry);
            }
        }
        flushBatch();
    }

    /** Writes a batch of entries that were changed first, and not again lately. */
    private void clean() {
        for (int left = dirty.size(); left > 0 && !isFull(); left--) {
            Entry entry = dequeue();
            if (entry.isDirty()) {
                if (entry.wasHot()) {
                    enqueue(entry);
                } else {
                    write(entry);
                }
            }
        }
        flushBatch();
    }

    /** Writes every change. */
    void flush() {
        for (Entry entry = dequeue(); entry != null; entry = dequeue()) {
            if (entry.isDirty()) {
                write(entry);
                if (isFull()) {
                    flushBatch();
                }
            }
        }
        flushBatch();
    }

    /** Writes every change of a table. */
    void flush(FrontTable table) {
        if (!divided) {
            flush();
            return;
        }
        for (int i = 0; i < table.capacity(); i++) {
            Entry entry = table.at(i);
            if (entry != null && entry.isDirty()) {
                write(entry);
                if (isFull()) {
                    flushBatch();
                }
            }
        }
        flushBatch();
    }

    /** Writes the change of one entry. */
    void flush(Entry entry) {
        if (entry.isDirty()) {
            write(entry);
            flushBatch();
        }
    }

    private boolean isFull() {
        return batch.count() >= BATCH_ENTRIES || batch.length() >= changes.batchBytes;
    }

    private void write(Entry entry) {
        rows.write(entry, batch);
        entry.written();
        changes.entries--;
    }

    private void flushBatch() {
        if (!batch.isEmpty()) {
            store.write(batch);
            batch.clear();
        }
    }

    /** Forgets a namespace with all its entries, written or not. */
    void drop(FrontTable table) {
        rows.forget();
        for (Entry entry : table.entries()) {
            usedBytes -= entry.weight;
            if (entry.isDirty()) {
                changes.entries--;
                entry.written();
            }
        }
        table.clear();
        byNamespace.remove(table.namespace);
        tables.remove(table);
    }

    /** Bytes of the heap that the entries take, by estimate. */
    long usedBytes() {
        return usedBytes;
    }

    void close() {
        budget.leave(heldBytes);
        heldBytes = 0;
    }
}
