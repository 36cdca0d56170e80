package dev.weft.engine.taskexecutor.operator.window;

import java.util.Arrays;

/** The windows of one key with their partial aggregates, in order of window ends. */
final class WindowPartials {

    private static final int FIRST_CAPACITY = 4;

    private long[] ends = new long[FIRST_CAPACITY];
    private Object[] partials = new Object[FIRST_CAPACITY];
    /** Where the first one is; windows are removed there in the usual case, which moves nothing. */
    private int from;

    private int size;

    int size() {
        return size;
    }

    long end(int i) {
        return ends[from + i];
    }

    Object partial(int i) {
        return partials[from + i];
    }

    void set(int i, Object partial) {
        partials[from + i] = partial;
    }

    /** The first window that ends at a time or later; their number when there is none. */
    int firstEndingFrom(long time) {
        int at = Arrays.binarySearch(ends, from, from + size, time);
        return (at < 0 ? -at - 1 : at) - from;
    }

    /** Whether there is such a window and it ends at that time. */
    boolean hasAt(int i, long end) {
        return i < size && ends[from + i] == end;
    }

    /** Puts a window before the one at {@code i}. */
    void insert(int i, long end, Object partial) {
        if (from + size == ends.length) {
            makeRoom();
        }
        int at = from + i;
        System.arraycopy(ends, at, ends, at + 1, size - i);
        System.arraycopy(partials, at, partials, at + 1, size - i);
        ends[at] = end;
        partials[at] = partial;
        size++;
    }

    /** Moves all to the front, of larger arrays when more than half of these is in use. */
    private void makeRoom() {
        int capacity = size * 2 > ends.length ? ends.length * 2 : ends.length;
        long[] newEnds = new long[capacity];
        Object[] newPartials = new Object[capacity];
        System.arraycopy(ends, from, newEnds, 0, size);
        System.arraycopy(partials, from, newPartials, 0, size);
        ends = newEnds;
        partials = newPartials;
        from = 0;
    }

    /** Takes a window out and gives what it has. */
    Object remove(int i) {
        int at = from + i;
        Object partial = partials[at];
        size--;
        if (i == 0) {
            partials[at] = null;
            from = size == 0 ? 0 : from + 1;
        } else {
            System.arraycopy(ends, at + 1, ends, at, size - i);
            System.arraycopy(partials, at + 1, partials, at, size - i);
            partials[from + size] = null;
        }
        return partial;
    }
}
