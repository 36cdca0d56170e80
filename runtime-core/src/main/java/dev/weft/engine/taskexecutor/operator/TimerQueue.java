package dev.weft.engine.taskexecutor.operator;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The timers of one operator in one time domain: at most one per key and time, given out in order of time. */
final class TimerQueue {

    /** A key together with the hash that it came with. */
    record Keyed(Object key, int hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Keyed that && hash == that.hash && key.equals(that.key);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final TreeMap<Long, Set<Keyed>> byTime = new TreeMap<>();

    void add(long time, Object key, int hash) {
        byTime.computeIfAbsent(time, t -> new LinkedHashSet<>()).add(new Keyed(key, hash));
    }

    void remove(long time, Object key, int hash) {
        Set<Keyed> keys = byTime.get(time);
        if (keys != null && keys.remove(new Keyed(key, hash)) && keys.isEmpty()) {
            byTime.remove(time);
        }
    }

    /** The earliest time, or {@code Long.MAX_VALUE} when there is no timer. */
    long earliest() {
        return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey();
    }

    boolean isEmpty() {
        return byTime.isEmpty();
    }

    /** What to do with a timer that is due. */
    @FunctionalInterface
    interface Due {
        void fire(long time, Object key, int hash);
    }

    /** Fires every timer up to this time, also those that are added meanwhile. */
    void advance(long until, Due due) {
        while (!byTime.isEmpty() && byTime.firstKey() <= until) {
            Map.Entry<Long, Set<Keyed>> first = byTime.firstEntry();
            Keyed keyed = first.getValue().iterator().next();
            remove(first.getKey(), keyed.key(), keyed.hash());
            due.fire(first.getKey(), keyed.key(), keyed.hash());
        }
    }
}
