package dev.weft.engine.taskexecutor.operator.window;

import java.util.Arrays;

/** The runs of an operator instance by key: an open-addressing table, and a list without holes for visiting them. */
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

    /** One of them, in no order; removing it puts the last one in its place. */
    SlidingAggregate at(int i) {
        return list[i];
    }

    /** The low bits of a hash choose the key group, so others are used here. */
    private static int home(int hash) {
        int mixed = hash * 0x9e3779b9;
        return mixed ^ mixed >>> 15;
    }

    /**
     * The run of a key, which is made if there is none.
     *
     * @param from the number of the first slice that a new run may get
     */
    SlidingAggregate of(Object key, int hash, long from) {
        int mask = table.length - 1;
        int slot = home(hash) & mask;
        while (table[slot] != null) {
            SlidingAggregate run = table[slot];
            if (run.hash == hash && run.key.equals(key)) {
                return run;
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

    void remove(SlidingAggregate run) {
        size--;
        list[run.index] = list[size];
        list[run.index].index = run.index;
        list[size] = null;
        int mask = table.length - 1;
        int gap = home(run.hash) & mask;
        while (table[gap] != run) {
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
