package dev.weft.engine.taskexecutor.operator.window;

import java.util.Arrays;

/**
 * The sliding aggregates of an operator instance by key: an open-addressing hash table, and a dense array for
 * iteration.
 */
final class SlidingAggregates {

    private static final int FIRST_CAPACITY = 64;

    private final PartialAggregation aggregation;
    private SlidingAggregate[] table = new SlidingAggregate[FIRST_CAPACITY];
    private SlidingAggregate[] list = new SlidingAggregate[FIRST_CAPACITY];
    private int size;

    SlidingAggregates(PartialAggregation aggregation) {
        this.aggregation = aggregation;
    }

    int size() {
        return size;
    }

    /** The aggregate at an index, in no particular order; removing it moves the last one to its index. */
    SlidingAggregate at(int i) {
        return list[i];
    }

    /** Mixes the hash, because its low bits choose the key group and are alike here. */
    private static int home(int hash) {
        int mixed = hash * 0x9e3779b9;
        return mixed ^ mixed >>> 15;
    }

    /**
     * The aggregate of a key, created if there is none.
     *
     * @param from the number of the first slice that a new aggregate may get
     */
    SlidingAggregate of(Object key, int hash, long from) {
        int mask = table.length - 1;
        int slot = home(hash) & mask;
        while (table[slot] != null) {
            SlidingAggregate aggregate = table[slot];
            if (aggregate.hash == hash && aggregate.key.equals(key)) {
                return aggregate;
            }
            slot = slot + 1 & mask;
        }
        SlidingAggregate made = new SlidingAggregate(key, hash, aggregation, from);
        table[slot] = made;
        if (size == list.length) {
            list = Arrays.copyOf(list, size * 2);
        }
        made.index = size;
        list[size++] = made;
        if (size * 2 > table.length) {
            grow();
        }
        return made;
    }

    private void grow() {
        table = new SlidingAggregate[table.length * 2];
        int mask = table.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = home(list[i].hash) & mask;
            while (table[slot] != null) {
                slot = slot + 1 & mask;
            }
            table[slot] = list[i];
        }
    }

    void clear() {
        for (int i = size - 1; i >= 0; i--) {
            remove(list[i]);
        }
    }

    void remove(SlidingAggregate aggregate) {
        size--;
        list[aggregate.index] = list[size];
        list[aggregate.index].index = aggregate.index;
        list[size] = null;
        int mask = table.length - 1;
        int gap = home(aggregate.hash) & mask;
        while (table[gap] != aggregate) {
            gap = gap + 1 & mask;
        }
        int next = gap + 1 & mask;
        while (table[next] != null) {
            int home = home(table[next].hash) & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                table[gap] = table[next];
                gap = next;
            }
            next = next + 1 & mask;
        }
        table[gap] = null;
    }
}
