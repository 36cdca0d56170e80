package dev.weft.engine.state.heap;

import java.io.IOException;
import java.util.Arrays;

/** Set of the timers of one key group. */
final class TimerSet extends Table {

    private Timer[] timers;
    private int[] hashes;

    TimerSet() {
        super(IMMUTABLE, 8);
        timers = new Timer[capacity()];
        hashes = new int[capacity()];
    }

    /** The slot of a timer, or the bitwise complement of the free slot where it belongs. */
    int find(long time, Object key, int mixedHash, Object namespace, long longNamespace) {
        int mask = timers.length - 1;
        int slot = home(mixedHash);
        while (true) {
            Timer there = timers[slot];
            if (there == null) {
                return ~slot;
            }
            if (hashes[slot] == mixedHash && there.is(time, key, namespace, longNamespace)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
    }

    Timer timer(int slot) {
        return timers[slot];
    }

    void add(int freeSlot, Timer timer, int mixedHash) {
        insert(freeSlot, timer.key, mixedHash, timer.namespace, timer);
    }

    @Override
    int find(Object key, int hash, Object namespace) {
        throw new UnsupportedOperationException("a timer is found by its time too");
    }

    @Override
    Object valueIn(int slot) {
        return timers[slot];
    }

    @Override
    void write(int slot, Object value) {
        timers[slot] = (Timer) value;
    }

    @Override
    void occupy(int slot, Object key, int hash, Object namespace, Object value) {
        timers[slot] = (Timer) value;
        hashes[slot] = hash;
    }

    @Override
    void vacate(int slot) {
        timers[slot] = null;
    }

    @Override
    boolean isApart(int slot) {
        return false;
    }

    @Override
    boolean isFree(int slot) {
        return timers[slot] == null;
    }

    @Override
    int hashIn(int slot) {
        return hashes[slot];
    }

    @Override
    Object keyIn(int slot) {
        return timers[slot].key;
    }

    @Override
    int keyHashIn(int slot) {
        return timers[slot].hash;
    }

    @Override
    Object namespaceIn(int slot) {
        return timers[slot].namespace;
    }

    @Override
    boolean holds(int slot) {
        return slot < timers.length && timers[slot] != null;
    }

    @Override
    void move(int from, int to) {
        timers[to] = timers[from];
        hashes[to] = hashes[from];
    }

    @Override
    void rebuild(int oldCapacity) {
        Timer[] oldTimers = timers;
        int[] oldHashes = hashes;
        timers = new Timer[capacity()];
        hashes = new int[capacity()];
        int mask = capacity() - 1;
        for (int from = 0; from < oldCapacity; from++) {
            if (oldTimers[from] != null) {
                int slot = home(oldHashes[from]);
                while (timers[slot] != null) {
                    slot = slot + 1 & mask;
                }
                timers[slot] = oldTimers[from];
                hashes[slot] = oldHashes[from];
            }
        }
    }

    @Override
    TableCut.Columns columns() {
        return new Column(timers);
    }

    private record Column(Timer[] timers) implements TableCut.Columns {
        @Override
        public Object copyOf(int chunk) {
            int from = Math.min(chunk * CHUNK, timers.length);
            return Arrays.copyOfRange(timers, from, Math.min(from + CHUNK, timers.length));
        }

        @Override
        public void visit(int chunk, Object copy, TableCut.EntryVisitor visitor) throws IOException {
            for (Timer timer : (Timer[]) copy) {
                if (timer != null) {
                    visitor.visit(timer.key, timer.namespace, timer);
                }
            }
        }
    }
}
