package dev.weft.state.rocksdb;

import java.util.Arrays;

/**
 * The in-memory part of the timer queue: a binary heap by time, and an open-addressing hash table that finds a timer by
 * key and namespace for deletion. Belongs to the thread of the task.
 */
final class TimerHead {

    private static final int FIRST_CAPACITY = 16;

    private Timer[] heap = new Timer[FIRST_CAPACITY];
    private Timer[] table = new Timer[2 * FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /** The earliest timer, or null. */
    Timer first() {
        return heap[0];
    }

    /** Adds a timer unless an equal one exists. */
    boolean add(Timer timer) {
        int slot = slotOf(timer);
        if (table[slot] != null) {
            return false;
        }
        table[slot] = timer;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        size++;
        up(size - 1, timer);
        if (size * 2 > table.length) {
            growTable();
        }
        return true;
    }

    /** The timer that equals another one, or null. */
    Timer find(Timer like) {
        return table[slotOf(like)];
    }

    /** @param timer must be in the queue */
    void remove(Timer timer) {
        closeGap(slotOf(timer));
        int index = timer.index;
        size--;
        Timer moved = heap[size];
        heap[size] = null;
        if (index < size) {
            if (index > 0 && moved.time < heap[(index - 1) / 2].time) {
                up(index, moved);
            } else {
                down(index, moved);
            }
        }
    }

    /** The timers in no particular order. */
    Timer[] timers() {
        return Arrays.copyOf(heap, size);
    }

    void clear() {
        heap = new Timer[FIRST_CAPACITY];
        table = new Timer[2 * FIRST_CAPACITY];
        size = 0;
    }

    private void up(int from, Timer timer) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) / 2;
            if (heap[parent].time <= timer.time) {
                break;
            }
            place(index, heap[parent]);
            index = parent;
        }
        place(index, timer);
    }

    private void down(int from, Timer timer) {
        int index = from;
        while (true) {
            int child = 2 * index + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].time < heap[child].time) {
                child++;
            }
            if (heap[child].time >= timer.time) {
                break;
            }
            place(index, heap[child]);
            index = child;
        }
        place(index, timer);
    }

    private void place(int index, Timer timer) {
        heap[index] = timer;
        timer.index = index;
    }

    /** The slot of the timer, or the free one where it belongs. */
    private int slotOf(Timer timer) {
        int mask = table.length - 1;
        int slot = timer.tableHash() & mask;
        while (table[slot] != null && !table[slot].matches(timer)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void growTable() {
        Timer[] old = table;
        table = new Timer[2 * old.length];
        for (Timer timer : old) {
            if (timer != null) {
                table[slotOf(timer)] = timer;
            }
        }
    }

    /** Empties a slot by backward shift. */
    private void closeGap(int slot) {
        int mask = table.length - 1;
        int gap = slot;
        int next = gap + 1 & mask;
        while (table[next] != null) {
            int home = table[next].tableHash() & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                table[gap] = table[next];
                gap = next;
            }
            next = next + 1 & mask;
        }
        table[gap] = null;
    }
}
