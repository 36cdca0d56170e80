package dev.weft.state.rocksdb;

/** A timer in memory. Belongs to the thread of the task. */
final class Timer {

    final long time;
    final Object key;
    final int hash;
    /** The namespace if it is a {@code long}. */
    final long number;
    /** The namespace if it is an object, else null. */
    final Object space;

    /** Whether the store has it too. */
    boolean stored;
    /** Index in the heap. */
    int index;

    Timer(long time, Object key, int hash, long number, Object space) {
        this.time = time;
        this.key = key;
        this.hash = hash;
        this.number = number;
        this.space = space;
    }

    boolean matches(Timer other) {
        return time == other.time
                && hash == other.hash
                && number == other.number
                && key.equals(other.key)
                && (space == null ? other.space == null : space.equals(other.space));
    }

    /** The hash for tables, mixed. */
    int tableHash() {
        long mixed = (time * 31 + number) * 0x9E3779B97F4A7C15L;
        int h = (int) (mixed >>> 32) + hash * 0x9e3779b9 + (space == null ? 0 : space.hashCode());
        return h ^ h >>> 15;
    }
}
