package dev.weft.state.rocksdb;

import dev.weft.engine.state.spi.Namespaces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The write-back cache in front of the rows of one state, with CLOCK (second-chance) eviction: it holds entries as objects, so
 * that reads and writes of hot keys neither serialize nor cross into native code.
 *
 * <p>Eviction: a clock hand goes round the positions of all tables. An entry that was used since the hand last came by loses its
 * reference bit and stays; another one is evicted. A new entry has no reference bit, so keys that come once are evicted first.
 * Entries are evicted only when one is inserted (never that one) or has grown.
 *
 * <p>Write-back: changed (dirty) entries are written in batches: when one of them is to be evicted, together with those that the
 * hand meets next; and for a snapshot, in steps between records ({@link CacheCut}).
 *
 * <p>Belongs to the thread of the task.
 */
final class WriteBackCache {

    /** Estimated heap bytes of an entry in addition to key and content: the object, its slot, its part of the table. */
    static final int ENTRY_BYTES = 72;
    /** Heap that a state may use regardless of the budget. */
    private static final int LEAST_BYTES = 4 << 10;
    /** Number of changes per write batch. */
    private static final int BATCH_ENTRIES = 500;

    /** How many positions ahead of the clock hand are searched for dirty entries to write together with the one that is evicted. */
    private static final int BATCH_POSITIONS = 8 * BATCH_ENTRIES;

    /** How many entries that an open cut keeps from being written are passed over to find one to evict. */
    private static final int MOST_PASSED_OVER = 1 << 14;

    /** A step of a cut writes no further entry after so many bytes: large values take long. */
    private static final int STEP_BYTES = 1 << 20;

    /** Number of namespaces from which on empty tables are dropped. */
    private static final int MANY_TABLES = 4096;

    /** The state that the cache belongs to: serializes its entries. */
    interface Rows {
        /** Adds to the batch what brings the store up to date with the entry. */
        void write(Entry entry, Batch batch);

        /** Called when an entry is evicted or dropped: a cached reference to the last used entry is no longer valid. */
        void forget();
    }

    private final Rows rows;
    private final Store store;
    private final CacheBudget budget;
    private final CacheCut cut;
    private final int batchBytes;
    private final boolean divided;
    private final Batch batch = new Batch();
    /** Dirty entries; some have been written meanwhile and are skipped. */
    private final ArrayDeque<Entry> dirty = new ArrayDeque<>();

    private int dirtyEntries;
    /** How many entries from the head of the queue may belong to the open cut. */
    private int leftOfCut;

    private long writtenBytes;
    /** The greatest long namespace that was dropped while the cut was open, but has rows in it. */
    private long droppedUpTo = Long.MIN_VALUE;

    private final Map<Long, CacheTable> byNamespace = new HashMap<>();
    private final List<CacheTable> tables = new ArrayList<>();
    private final CacheTable single;
    private long storedUpTo;
    private int manyTables = MANY_TABLES;
    private long usedBytes;
    private long heldBytes;
    private int handTable;
    private int handPosition;

    /**
     * @param batchBytes size of a write batch
     * @param storedUpTo the greatest long namespace that may have rows in the store, {@code Long.MIN_VALUE} when the store
     *     has nothing of this state
     */
    WriteBackCache(
            Namespaces.Kind kind,
            Rows rows,
            Store store,
            CacheBudget budget,
            CacheCut cut,
            int batchBytes,
            long storedUpTo) {
        this.rows = rows;
        this.store = store;
        this.budget = budget;
        this.cut = cut;
        this.batchBytes = batchBytes;
        this.divided = kind == Namespaces.Kind.LONGS;
        this.storedUpTo = storedUpTo;
        this.single = new CacheTable(0, storedUpTo > Long.MIN_VALUE);
        if (!divided) {
            tables.add(single);
        }
        budget.enter();
        cut.add(this);
    }

    /** The table of a state whose namespaces are not longs. */
    CacheTable table() {
        return single;
    }

    /** The table of a {@code long} namespace, created if there is none. */
    CacheTable table(long namespace) {
        CacheTable table = byNamespace.get(namespace);
        if (table == null) {
            if (tables.size() >= manyTables) {
                forgetEmptyTables();
            }
            if (namespace <= droppedUpTo) {
                cut.finish();
            }
            table = new CacheTable(namespace, storedUpTo > Long.MIN_VALUE && namespace <= storedUpTo);
            byNamespace.put(namespace, table);
            tables.add(table);
        }
        return table;
    }

    /** A copy of the list of tables. */
    List<CacheTable> tables() {
        return List.copyOf(tables);
    }

    /** Namespaces up to this one may have rows in the store although they have no table. */
    long storedUpTo() {
        return storedUpTo;
    }

    /**
     * The greatest long namespace that may have rows in the store or in the cut that has just been written; the greatest of
     * all where they are not longs.
     */
    long rowsUpTo() {
        long greatest = Math.max(storedUpTo, droppedUpTo);
        for (CacheTable table : tables) {
            if (table.isStored()) {
                greatest = Math.max(greatest, divided ? table.namespace : Long.MAX_VALUE);
            }
        }
        return greatest;
    }

    private void forgetEmptyTables() {
        for (CacheTable table : tables()) {
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

    /** Inserts an entry into its table, and evicts others if necessary. */
    void insert(Entry entry, int weight) {
        makeRoom(weight);
        entry.weight = weight;
        usedBytes += weight;
        entry.table.insert(entry);
    }

    /** Evicts entries if the existing ones have grown too large; the last used one may be among them. */
    void fit() {
        makeRoom(0);
    }

    /** Sets the weight of an entry. */
    void weigh(Entry entry, int weight) {
        usedBytes += weight - entry.weight;
        entry.weight = weight;
    }

    /** Called before an entry is modified: an open cut gets what it was. */
    void changing(Entry entry) {
        if (cut.isOpen() && entry.isDirtyBefore(cut.generation())) {
            write(entry);
            if (isFull()) {
                flushBatch();
            }
        }
    }

    /** Marks an entry as different from the store. */
    void changed(Entry entry) {
        if (!entry.isDirty()) {
            dirtyEntries++;
            entry.dirty(cut.generation());
            enqueue(entry);
        }
    }

    private void enqueue(Entry entry) {
        if (!entry.isQueued()) {
            if (dirty.size() > 2 * dirtyEntries + BATCH_ENTRIES) {
                dirty.removeIf(queued -> {
                    queued.queued(queued.isDirty());
                    return !queued.isDirty();
                });
            }
            entry.queued(true);
            dirty.add(entry);
        }
    }

    /** Takes the head of the queue, or null. */
    private Entry dequeue() {
        Entry entry = dirty.poll();
        if (entry != null) {
            entry.queued(false);
        }
        return entry;
    }

    /** Whether the open cut keeps the entry, which was changed since, from being written. */
    boolean isBehindCut(Entry entry) {
        return cut.isOpen() && entry.isDirty() && !entry.isDirtyBefore(cut.generation());
    }

    /** Called when a cut begins. */
    void beginCut() {
        leftOfCut = dirty.size();
        droppedUpTo = Long.MIN_VALUE;
    }

    /**
     * Writes entries that belong to the open cut.
     *
     * @param most how many entries are looked at; fewer when they are large
     * @return how many were
     */
    int writeCut(int most) {
        int seen = 0;
        long enough = writtenBytes + STEP_BYTES;
        while (leftOfCut > 0 && seen < most && writtenBytes < enough) {
            leftOfCut--;
            seen++;
            Entry entry = dequeue();
            if (entry == null) {
                leftOfCut = 0;
            } else if (entry.isDirtyBefore(cut.generation())) {
                writeDequeued(entry);
            } else if (entry.isDirty()) {
                enqueue(entry);
            }
        }
        flushBatch();
        return seen;
    }

    /** Whether entries may be left that belong to the open cut. */
    boolean isLeftOfCut() {
        return leftOfCut > 0;
    }

    private void writeDequeued(Entry entry) {
        try {
            write(entry);
        } catch (Throwable t) {
            enqueue(entry);
            throw t;
        }
        if (isFull()) {
            flushBatch();
        }
    }

    private void makeRoom(int more) {
        if (budget.isOwed(heldBytes)) {
            budget.giveBack();
            heldBytes -= CacheBudget.STEP_BYTES;
        }
        while (usedBytes + more > heldBytes + LEAST_BYTES) {
            if (budget.claim(heldBytes)) {
                heldBytes += CacheBudget.STEP_BYTES;
            } else if (!evict()) {
                return;
            }
        }
    }

    private boolean evict() {
        rows.forget();
        int passedOver = 0;
        int tablesLeft = 2 * tables.size() + 2;
        while (tablesLeft > 0) {
            if (handTable >= tables.size()) {
                handTable = 0;
            }
            CacheTable table = tables.get(handTable);
            if (table.size() == 0 || handPosition >= table.capacity()) {
                handPosition = 0;
                handTable++;
                tablesLeft--;
                continue;
            }
            Entry entry = table.at(handPosition);
            if (entry == null || entry.wasUsed()) {
                handPosition++;
                continue;
            }
            if (isBehindCut(entry)) {
                if (++passedOver > MOST_PASSED_OVER) {
                    cut.finish();
                } else {
                    handPosition++;
                }
                continue;
            }
            if (entry.isDirty()) {
                writeFrom(table);
            }
            usedBytes -= entry.weight;
            table.remove(handPosition);
            return true;
        }
        if (passedOver > 0) {
            cut.finish();
            return evict();
        }
        return false;
    }

    /** Writes a batch of dirty entries without reference bit, starting at the clock hand. */
    private void writeFrom(CacheTable table) {
        flushBatch();
        int end = Math.min(table.capacity(), handPosition + BATCH_POSITIONS);
        for (int i = handPosition; i < end && !isFull(); i++) {
            Entry entry = table.at(i);
            if (entry != null && entry.isDirty() && !entry.isUsed() && !isBehindCut(entry)) {
                write(entry);
            }
        }
        flushBatch();
    }

    /** Writes all dirty entries. */
    void flush() {
        cut.finish();
        for (Entry entry = dequeue(); entry != null; entry = dequeue()) {
            if (entry.isDirty()) {
                writeDequeued(entry);
            }
        }
        flushBatch();
    }

    /** Writes all dirty entries of a table. */
    void flush(CacheTable table) {
        if (!divided) {
            flush();
            return;
        }
        cut.finish();
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

    /** Writes an entry if it is dirty. */
    void flush(Entry entry) {
        if (isBehindCut(entry)) {
            cut.finish();
        }
        if (entry.isDirty()) {
            write(entry);
        }
        flushBatch();
    }

    /** Called before rows are read: what {@link #changing} has written is in the store then. */
    void settle() {
        flushBatch();
    }

    private boolean isFull() {
        return batch.count() >= BATCH_ENTRIES || batch.length() >= batchBytes;
    }

    private void write(Entry entry) {
        int before = batch.length();
        rows.write(entry, batch);
        writtenBytes += batch.length() - before;
        entry.written();
        dirtyEntries--;
    }

    private void flushBatch() {
        if (!batch.isEmpty()) {
            store.write(batch);
            batch.clear();
        }
    }

    /** Drops a namespace with all its entries, dirty or not. */
    void drop(CacheTable table) {
        rows.forget();
        for (Entry entry : table.entries()) {
            changing(entry);
            usedBytes -= entry.weight;
            if (entry.isDirty()) {
                dirtyEntries--;
                entry.written();
            }
        }
        flushBatch();
        if (cut.isOpen() && table.isStored()) {
            droppedUpTo = Math.max(droppedUpTo, divided ? table.namespace : Long.MAX_VALUE);
        }
        table.clear();
        byNamespace.remove(table.namespace);
        tables.remove(table);
    }

    /** Estimated heap bytes of the entries. */
    long usedBytes() {
        return usedBytes;
    }

    void close() {
        budget.leave(heldBytes);
        heldBytes = 0;
    }
}
