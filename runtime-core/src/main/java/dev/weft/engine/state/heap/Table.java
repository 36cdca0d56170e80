package dev.weft.engine.state.heap;

import dev.weft.engine.state.heap.TableCut.Moment;

/**
 * Hash table of the keys and values of one key group: open addressing with linear probing at up to 5/8 load, and
 * deletion by backward shift (no tombstones). Subclasses define the columns.
 *
 * <p>Snapshots are copy-on-write by chunks of 64 slots. A {@link TableCut} shares the columns of the table; the first
 * write to a chunk afterwards copies that chunk for the snapshot. When the table grows, it leaves its old columns to
 * the snapshot. Mutable values are copied before they are first returned to the user after a snapshot; the bits of
 * {@code owned} tell which have been.
 *
 * <p>Belongs to the thread of its task; snapshots are read by another.
 */
abstract class Table {

    static final int CHUNK_BITS = 6;
    static final int CHUNK = 1 << CHUNK_BITS;
    private static final long[] NONE_OWNED = {};

    private Copier copier;
    private int capacity;
    private int size;
    private TableCut cut;
    private Moment moment = Moment.NEVER;
    private long[] owned = NONE_OWNED;

    /** Copies values, so that they can be modified in place. */
    @FunctionalInterface
    interface Copier {
        /** A replacement for a value that the snapshots up to a moment see unchanged. */
        Object copy(Object value, Moment moment);
    }

    /** @param copier {@link #IMMUTABLE} for values that cannot be modified in place */
    Table(Copier copier, int capacity) {
        this.copier = copier;
        this.capacity = capacity;
    }

    // ---- what a subclass knows ----

    /** The slot of a key, or the bitwise complement of the free slot where it belongs. */
    abstract int find(Object key, int hash, Object namespace);

    abstract Object valueIn(int slot);

    abstract void write(int slot, Object value);

    abstract void occupy(int slot, Object key, int hash, Object namespace, Object value);

    abstract void vacate(int slot);

    /** Whether the slot is outside of the probe sequence, because no key hashes to it. */
    abstract boolean isApart(int slot);

    abstract boolean isFree(int slot);

    abstract int hashIn(int slot);

    abstract void move(int from, int to);

    /**
     * Allocates columns of the current capacity and fills them from the old ones, which stay unchanged; calls {@link
     * #carriedOver} for each entry.
     */
    abstract void rebuild(int oldCapacity);

    /** The columns, to be shared with a snapshot. */
    abstract TableCut.Columns columns();

    abstract Object keyIn(int slot);

    /** The hash of the key in a slot, without its namespace. */
    abstract int keyHashIn(int slot);

    /** The namespace of the key in a slot; an arbitrary object when the table has none. */
    abstract Object namespaceIn(int slot);

    /** Whether the slot exists and has a value. */
    abstract boolean holds(int slot);

    // ---- prefetching: loads without effect; their results are combined so that the compiler keeps them ----

    /** Loads the cell at which the search for a hash begins. */
    int touchHome(int hash) {
        return 0;
    }

    /**
     * Loads the objects of the cell at which the search for a hash begins; {@link #touchHome} must have been called
     * before.
     */
    int touchValue(int hash) {
        return 0;
    }

    /** Loads an object, and the characters of a string. */
    static int touch(Object object) {
        if (object instanceof String text) {
            return text.length();
        }
        return object != null && object.getClass() == Object.class ? 1 : 0;
    }

    // ---- reading and writing ----

    final void useCopier(Copier another) {
        copier = another;
    }

    final int size() {
        return size;
    }

    final int capacity() {
        return capacity;
    }

    /**
     * The slot at which the search for a hash begins: the low bits of the mixed hash. Mixed, because the low bits of the
     * hash itself chose the key group. Low bits, because entries often come in the order of the slots of another table
     * (a snapshot that is restored, a window that fires): if the high bits chose the slot, all of them would come to the
     * first slots of a smaller table, and linear probing would take quadratic time.
     */
    final int home(int hash) {
        int mixed = hash * 0x9e3779b9;
        return (mixed ^ mixed >>> 16) & capacity - 1;
    }

    /** The value in an occupied slot, which may be modified in place. */
    final Object value(int slot) {
        Object value = valueIn(slot);
        if (moment == Moment.NEVER || copier == IMMUTABLE) {
            return value;
        }
        return ownValue(slot, value);
    }

    /** For tables whose values cannot be modified in place. */
    static final Copier IMMUTABLE = (value, moment) -> value;

    private Object ownValue(int slot, Object value) {
        if (moment.areAllOver()) {
            moment = Moment.NEVER;
            owned = NONE_OWNED;
            return value;
        }
        if ((owned[slot >> CHUNK_BITS] & 1L << slot) != 0) {
            return value;
        }
        preserve(slot);
        Object own = copier.copy(value, moment);
        write(slot, own);
        own(slot);
        return own;
    }

    private void own(int slot) {
        if (owned.length > 0) {
            owned[slot >> CHUNK_BITS] |= 1L << slot;
        }
    }

    private void disown(int slot) {
        if (owned.length > 0) {
            owned[slot >> CHUNK_BITS] &= ~(1L << slot);
        }
    }

    private boolean isOwned(int slot) {
        return owned.length > 0 && (owned[slot >> CHUNK_BITS] & 1L << slot) != 0;
    }

    /** Replaces the value in an occupied slot. */
    final void set(int slot, Object value) {
        if (cut != null) {
            preserve(slot);
        }
        write(slot, value);
        own(slot);
    }

    /** Replaces the value in an occupied slot by one that shares parts with snapshots. */
    final void setShared(int slot, Object value) {
        preserve(slot);
        write(slot, value);
        disown(slot);
    }

    /** Fills the free slot whose complement {@link #find} returned. */
    final void insert(int slot, Object key, int hash, Object namespace, Object value) {
        if (cut != null) {
            preserve(slot);
        }
        occupy(slot, key, hash, namespace, value);
        own(slot);
        size++;
        if (size * 8L > capacity * 5L) {
            grow();
        }
    }

    /** Empties an occupied slot. */
    final void remove(int slot) {
        size--;
        if (isApart(slot)) {
            preserve(slot);
            vacate(slot);
            disown(slot);
            return;
        }
        int mask = capacity - 1;
        int hole = slot;
        int next = slot + 1 & mask;
        while (!isFree(next)) {
            int home = home(hashIn(next));
            if ((next - home & mask) >= (next - hole & mask)) {
                preserve(hole);
                move(next, hole);
                if (isOwned(next)) {
                    own(hole);
                } else {
                    disown(hole);
                }
                hole = next;
            }
            next = next + 1 & mask;
        }
        preserve(hole);
        vacate(hole);
        disown(hole);
    }

    private void grow() {
        long[] before = owned;
        int oldCapacity = capacity;
        capacity *= 2;
        cut = null;
        owned = before.length == 0 ? NONE_OWNED : new long[chunks(capacity)];
        growing = before;
        rebuild(oldCapacity);
        growing = NONE_OWNED;
    }

    private long[] growing = NONE_OWNED;

    /** Called by {@link #rebuild}: an entry has moved from one slot of the old columns to another of the new ones. */
    final void carriedOver(int from, int to) {
        if (growing.length > 0 && (growing[from >> CHUNK_BITS] & 1L << from) != 0) {
            own(to);
        }
    }

    // ---- cuts ----

    static int chunks(int capacity) {
        return (capacity >> CHUNK_BITS) + 1;
    }

    /** Takes a snapshot of the table. */
    final TableCut cut(Moment now) {
        TableCut older = cut;
        while (older != null && older.moment().isOver()) {
            older = older.older();
        }
        cut = new TableCut(now, columns(), size, chunks(capacity), older);
        moment = now;
        owned = copier == IMMUTABLE ? NONE_OWNED : new long[chunks(capacity)];
        return cut;
    }

    private void preserve(int slot) {
        if (cut == null) {
            return;
        }
        if (cut.moment().isOver()) {
            cut = cut.older();
            preserve(slot);
            return;
        }
        cut.preserve(slot >> CHUNK_BITS);
    }
}
