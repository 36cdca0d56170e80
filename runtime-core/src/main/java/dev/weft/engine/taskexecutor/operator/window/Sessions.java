package dev.weft.engine.taskexecutor.operator.window;

import java.util.Arrays;

/** The sessions of one key: sorted by time, not overlapping, each with its partial aggregate. */
final class Sessions {

    private static final int FIRST_CAPACITY = 2;

    private long[] starts = new long[FIRST_CAPACITY];
    private long[] ends = new long[FIRST_CAPACITY];
    private Object[] partials = new Object[FIRST_CAPACITY];
    private boolean[] fired = new boolean[FIRST_CAPACITY];
    private int size;
    private long timer = Long.MAX_VALUE;

    int size() {
        return size;
    }

    long start(int i) {
        return starts[i];
    }

    long end(int i) {
        return ends[i];
    }

    Object partial(int i) {
        return partials[i];
    }

    /** Whether the session has fired since its last element. */
    boolean isFired(int i) {
        return fired[i];
    }

    void fired(int i) {
        fired[i] = true;
    }

    /** Time of the earliest registered timer of the key; {@code Long.MAX_VALUE} for none. */
    long timer() {
        return timer;
    }

    void timer(long time) {
        timer = time;
    }

    /** Index of the first session that ends at this time or later. */
    int firstEndingFrom(long time) {
        int i = 0;
        while (i < size && ends[i] < time) {
            i++;
        }
        return i;
    }

    /** Index of the first session, from an index on, that starts after this time. */
    int firstStartingAfter(long time, int from) {
        int i = from;
        while (i < size && starts[i] <= time) {
            i++;
        }
        return i;
    }

    /** Replaces the sessions from index {@code from} to before {@code to} by one session. */
    void replace(int from, int to, long start, long end, Object partial, boolean isFired) {
        if (from == to) {
            open(from);
        } else if (to - from > 1) {
            close(from + 1, to);
        }
        starts[from] = start;
        ends[from] = end;
        partials[from] = partial;
        fired[from] = isFired;
    }

    void remove(int i) {
        close(i, i + 1);
    }

    private void open(int at) {
        if (size == starts.length) {
            int capacity = size * 2;
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            partials = Arrays.copyOf(partials, capacity);
            fired = Arrays.copyOf(fired, capacity);
        }
        move(at, at + 1);
        size++;
    }

    private void close(int from, int to) {
        move(to, from);
        int newSize = size - (to - from);
        Arrays.fill(partials, newSize, size, null);
        size = newSize;
    }

    private void move(int from, int to) {
        int length = size - from;
        System.arraycopy(starts, from, starts, to, length);
        System.arraycopy(ends, from, ends, to, length);
        System.arraycopy(partials, from, partials, to, length);
        System.arraycopy(fired, from, fired, to, length);
    }
}
