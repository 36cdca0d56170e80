package dev.weft.state.rocksdb;

/**
 * What one key has in one state and namespace, as objects. The content is null when the key has nothing. Belongs to the
 * thread of the task.
 */
final class Entry {

    /** The content is what the key has; otherwise it has not been read yet. */
    private static final byte KNOWN = 1;
    /** The store has something else. */
    private static final byte DIRTY = 2;
    /** Used since the evicting hand came by. */
    private static final byte USED = 4;
    /** Changed since it came into the queue of changes, or since it was spared there. */
    private static final byte HOT = 8;

    /** In the queue of changes. */
    private static final byte QUEUED = 16;

    final FrontTable table;
    final Object key;
    final int hash;
    /** The namespace when it is an object, else null. */
    final Object space;

    Object content;
    /** Estimated bytes on the heap. */
    int weight;

    private byte flags;

    Entry(FrontTable table, Object key, int hash, Object space) {
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

    /** The content has changed: it is dirty, and hot if it was dirty before. */
    void changed() {
        flags |= (flags & DIRTY) == 0 ? DIRTY : HOT;
    }

    boolean isQueued() {
        return (flags & QUEUED) != 0;
    }

    void queued(boolean now) {
        flags = (byte) (now ? flags | QUEUED : flags & ~QUEUED);
    }

    void written() {
        flags &= ~(DIRTY | HOT);
    }

    boolean isUsed() {
        return (flags & USED) != 0;
    }

    /** Says whether it was used since it was last asked. */
    boolean wasUsed() {
        boolean was = (flags & USED) != 0;
        flags &= ~USED;
        return was;
    }

    /** Says whether it was changed since it was last asked. */
    boolean wasHot() {
        boolean was = (flags & HOT) != 0;
        flags &= ~HOT;
        return was;
    }
}
