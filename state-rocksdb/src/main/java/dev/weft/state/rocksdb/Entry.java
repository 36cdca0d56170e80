package dev.weft.state.rocksdb;

/**
 * A cache entry: the content of one key in one state and namespace, as objects. The content is null when the key has
 * nothing. Belongs to the thread of the task.
 */
final class Entry {

    /** The content was read from the store, or is known without reading; otherwise it is undefined. */
    private static final byte KNOWN = 1;
    /** Changed since it was read or written: differs from the store. */
    private static final byte DIRTY = 2;
    /** Reference bit of the CLOCK algorithm: used since the clock hand passed. */
    private static final byte USED = 4;
    /** In the queue of dirty entries. */
    private static final byte QUEUED = 8;

    final CacheTable table;
    final Object key;
    final int hash;
    /** The namespace if it is an object, else null. */
    final Object space;

    Object content;
    /** Estimated size on the heap in bytes. */
    int weight;

    private byte flags;
    /** That of the cache when the entry became dirty. */
    private byte generation;

    Entry(CacheTable table, Object key, int hash, Object space) {
        this.table = table;
        this.key = key;
        this.hash = hash;
        this.space = space;
    }

    boolean matches(Object otherKey, int otherHash, Object otherSpace) {
        return hash == otherHash
                && key.equals(otherKey)
                && (space == null ? otherSpace == null : space.equals(otherSpace));
    }

    boolean isKnown() {
        return (flags & KNOWN) != 0;
    }

    void known() {
        flags |= KNOWN;
    }

    void used() {
        flags |= USED;
    }

    boolean isDirty() {
        return (flags & DIRTY) != 0;
    }

    /** Marks the content as changed, in this generation. */
    void dirty(byte now) {
        flags |= DIRTY;
        generation = now;
    }

    /** Whether the entry is dirty since before this generation. */
    boolean isDirtyBefore(byte now) {
        return isDirty() && generation != now;
    }

    boolean isQueued() {
        return (flags & QUEUED) != 0;
    }

    void queued(boolean now) {
        flags = (byte) (now ? flags | QUEUED : flags & ~QUEUED);
    }

    void written() {
        flags &= ~DIRTY;
    }

    boolean isUsed() {
        return (flags & USED) != 0;
    }

    /** Reads and clears the reference bit. */
    boolean wasUsed() {
        boolean was = (flags & USED) != 0;
        flags &= ~USED;
        return was;
    }
}
