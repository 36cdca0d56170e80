package dev.weft.engine.taskexecutor.operator.window;

import java.util.Arrays;

/**
 * The slices of one key that the current window of it is made of, combined so that the window can be moved on with a
 * constant number of combinations a slice, by two stacks. The front holds for each of its slices the combination of it and
 * all later ones of the front; the back holds one combination of all its slices. Slices leave the front; when it is empty
 * the back becomes the front.
 *
 * <p>It holds copies: the state has the slices themselves, from which it is made again when it was lost or one of them
 * has changed.
 */
final class Run {

    /** Where slices of the current key are. */
    @FunctionalInterface
    interface Slices {
        /** What the current key has in a slice, or null; not to be changed. */
        Object partial(long sliceEnd) throws Exception;
    }

    private static final int FIRST_CAPACITY = 4;

    final Object key;
    final int hash;
    /** Where the run is among all of them; kept by {@link Runs}. */
    int index;
    /** Whether one of the slices has changed since it was added. */
    boolean stale;

    private final Partials partials;
    private long[] frontEnds = {};
    private Object[] front = {};
    private int frontSize;
    private long[] backEnds = new long[FIRST_CAPACITY];
    private int backSize;
    private Object back;

    Run(Object key, int hash, Partials partials) {
        this.key = key;
        this.hash = hash;
        this.partials = partials;
    }

    boolean isEmpty() {
        return frontSize == 0 && backSize == 0;
    }

    void clear() {
        Arrays.fill(front, 0, frontSize, null);
        frontSize = 0;
        backSize = 0;
        back = null;
        stale = false;
    }

    /** Adds a slice that is later than all others; the partial is the run's from now on. */
    void add(long sliceEnd, Object partial) throws Exception {
        if (backSize == backEnds.length) {
            backEnds = Arrays.copyOf(backEnds, backSize * 2);
        }
        backEnds[backSize] = sliceEnd;
        back = backSize == 0 ? partial : partials.combined(back, partial);
        backSize++;
    }

    /** Takes the slices out that end at a time or earlier. The run's key is current. */
    void leave(long time, Slices slices) throws Exception {
        while (frontSize > 0 && frontEnds[frontSize - 1] <= time) {
            frontSize--;
            front[frontSize] = null;
        }
        if (frontSize == 0 && backSize > 0 && backEnds[0] <= time) {
            turn(time, slices);
        }
    }

    private void turn(long time, Slices slices) throws Exception {
        int first = 1;
        while (first < backSize && backEnds[first] <= time) {
            first++;
        }
        int count = backSize - first;
        if (front.length < count) {
            front = new Object[backEnds.length];
            frontEnds = new long[backEnds.length];
        }
        Object sum = null;
        for (int i = backSize - 1; i >= first; i--) {
            Object one = partials.own(slices.partial(backEnds[i]));
            sum = sum == null ? one : partials.combined(one, partials.own(sum));
            front[frontSize] = sum;
            frontEnds[frontSize] = backEnds[i];
            frontSize++;
        }
        backSize = 0;
        back = null;
    }

    /** What all slices come to; the caller's own. The run is not empty. */
    Object total() throws Exception {
        if (frontSize == 0) {
            return partials.own(back);
        }
        Object ahead = partials.own(front[frontSize - 1]);
        return backSize == 0 ? ahead : partials.combined(ahead, partials.own(back));
    }
}
