package dev.weft.engine.types;

/**
 * Key-group partitioning: maps a key to the subtask that owns it, {@code hash → key group → subtask}. The number of key
 * groups is the vertex's max parallelism and never changes during a job's life, so state moves between subtasks in
 * whole key groups.
 */
public final class KeyGroups {

    private KeyGroups() {}

    /** Spreads the bits of a hash code (the finalizer of murmur3); this is the hash that travels with a record. */
    public static int spread(int hashCode) {
        int h = hashCode;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        h ^= h >>> 16;
        return h;
    }

    /** The key group of a spread hash, 0 … maxParallelism - 1. */
    public static int groupOf(int hash, int maxParallelism) {
        int last = maxParallelism - 1;
        return (maxParallelism & last) == 0 ? hash & last : (hash & Integer.MAX_VALUE) % maxParallelism;
    }

    /** The subtask that owns a key group. */
    public static int subtaskOf(int group, int parallelism, int maxParallelism) {
        return group * parallelism / maxParallelism;
    }

    /** The first key group of a subtask; it owns those up to the first one of the next subtask. */
    public static int firstGroupOf(int subtask, int parallelism, int maxParallelism) {
        return (subtask * maxParallelism + parallelism - 1) / parallelism;
    }
}
