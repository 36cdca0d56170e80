package dev.weft.engine.state.heap;

/** A timer with key and namespace; marked as dead when it is deleted. */
final class Timer {

    final long time;
    final Object key;
    final int hash;
    final Object namespace;
    final long longNamespace;
    boolean dead;

    /** @param namespace unused if namespaces are {@code long} */
    Timer(long time, Object key, int hash, Object namespace, long longNamespace) {
        this.time = time;
        this.key = key;
        this.hash = hash;
        this.namespace = namespace;
        this.longNamespace = longNamespace;
    }

    boolean is(long otherTime, Object otherKey, Object otherNamespace, long otherLong) {
        return time == otherTime
                && longNamespace == otherLong
                && namespace.equals(otherNamespace)
                && key.equals(otherKey);
    }

    static int mixed(long time, int hash, Object namespace, long longNamespace) {
        int mixed = hash ^ Long.hashCode(time) * 0x85ebca6b;
        return mixed + (Long.hashCode(longNamespace) ^ namespace.hashCode()) * 0xc2b2ae35;
    }
}
