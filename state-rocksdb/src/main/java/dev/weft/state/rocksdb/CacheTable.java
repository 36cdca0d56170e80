package dev.weft.state.rocksdb;

import java.util.Arrays;

/**
 * Cache entries of a state, or of one of its {@code long} namespaces: a hash table with open addressing and linear
 * probing at up to 60 % load. Belongs to the thread of the task.
 *
 * <p>The clock of the cache goes round the entries by their positions: slots in blocks that are far apart. It evicts what comes next
 * and the new entries go anywhere, so in the order of the slots those behind the hand would be empty and those before it full, and a
 * search there would pass thousands.
 */
final class CacheTable {

    private static final int FIRST_CAPACITY = 16;
    /** Slots of a block: references in one or two lines of the processor's cache. */
    private static final int BLOCK = 16;

    private static final double GOLDEN_RATIO = 0.618;

    /** The {@code long} namespace, for states that have them. */
    final long namespace;

    /** Whether the store may have rows that are not in this table. */
    private boolean stored;

    private Entry[] slots = new Entry[FIRST_CAPACITY];
    private int size;
    /** Number of blocks between two that follow one another in the clock's order; odd, so that each block has its turn. */
    private int stride = 1;

    CacheTable(long namespace, boolean stored) {
        this.namespace = namespace;
        this.stored = stored;
    }

    boolean isStored() {
        return stored;
    }

    void stored() {
        stored = true;
    }

    int size() {
        return size;
    }

    int capacity() {
        return slots.length;
    }

    /**
     * An entry in the clock's order, or null.
     *
     * @param position less than the capacity
     */
    Entry at(int position) {
        return slots[slot(position)];
    }

    private int slot(int position) {
        int block = position / BLOCK * stride;
        return block * BLOCK + position % BLOCK & slots.length - 1;
    }

    Entry find(Object key, int hash, Object space) {
        int mask = slots.length - 1;
        int slot = home(hash, space) & mask;
        Entry entry = slots[slot];
        while (entry != null) {
            if (entry.matches(key, hash, space)) {
                return entry;
            }
            slot = slot + 1 & mask;
            entry = slots[slot];
        }
        return null;
    }

    /** Mixes the hash: its low bits choose the key group and are alike here. */
    private static int home(int hash, Object space) {
        int mixed = (space == null ? hash : hash + 31 * space.hashCode()) * 0x9e3779b9;
        return mixed ^ mixed >>> 15;
    }

    /** @param entry must not be in the table yet */
    void insert(Entry entry) {
        if ((size + 1) * 5 > slots.length * 3) {
            grow();
        }
        place(entry);
        size++;
    }

    private void place(Entry entry) {
        int mask = slots.length - 1;
        int slot = home(entry.hash, entry.space) & mask;
        while (slots[slot] != null) {
            slot = slot + 1 & mask;
        }
        slots[slot] = entry;
    }

    private void grow() {
        Entry[] old = slots;
        slots = new Entry[old.length * 2];
        stride = (int) (slots.length / BLOCK * GOLDEN_RATIO) | 1;
        for (Entry entry : old) {
            if (entry != null) {
                place(entry);
            }
        }
    }

    /** Removes the entry at a position, and closes the gap by backward shift. */
    void remove(int position) {
        int mask = slots.length - 1;
        int gap = slot(position);
        int next = gap + 1 & mask;
        while (slots[next] != null) {
            int home = home(slots[next].hash, slots[next].space) & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                slots[gap] = slots[next];
                gap = next;
            }
            next = next + 1 & mask;
        }
        slots[gap] = null;
        size--;
    }

    void clear() {
        slots = new Entry[FIRST_CAPACITY];
        stride = 1;
        size = 0;
    }

    /** A copy of all entries. */
    Entry[] entries() {
        Entry[] all = new Entry[size];
        int n = 0;
        for (Entry entry : slots) {
            if (entry != null) {
                all[n++] = entry;
            }
        }
        return Arrays.copyOf(all, n);
    }
}
