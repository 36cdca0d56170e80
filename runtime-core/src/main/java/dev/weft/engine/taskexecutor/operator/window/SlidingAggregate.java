package dev.weft.engine.taskexecutor.operator.window;

import java.util.Arrays;

/**
 * The slices of one key that its current window is made of, combined so that the window can be moved on at a constant cost a
 * slice, by two stacks. The front has for each of its slices the combination of it and all later ones of the front; the
 * back is one combination of all slices after the front. Slices leave the front; before it runs out it is made anew of
 * all slices that are there then.
 *
 * <p>It holds copies: the slices themselves are in the state.
 */
final class SlidingAggregate {

    private static final int FIRST_CAPACITY = 4;

    final Object key;
    final int hash;
    /** Where the run is among all of them; kept by {@link SlidingAggregates}. */
    int index;
    /** Whether one of the slices has changed since it was added. */
    boolean stale;

    private final PartialAggregation aggregation;
    /** From the latest to the earliest. */
    private Object[] front = {};

    private int[] numbers = {};
    private int frontSize;
    /** What {@link #numbers} count from. */
    private long base;
    /** The number of the first slice that may be in the back. */
    private long backFrom;

    private Object back;

    /** @param from the number of the first slice that the run may get */
    SlidingAggregate(Object key, int hash, PartialAggregation aggregation, long from) {
        this.key = key;
        this.hash = hash;
        this.aggregation = aggregation;
        this.backFrom = from;
    }

    boolean isEmpty() {
        return frontSize == 0 && back == null;
    }

    /** Whether the front must be made anew before slices below a number can leave. */
    boolean isOverdue(long first) {
        return back != null && backFrom < first;
    }

    /** Whether making the front anew would change something. */
    boolean hasBack() {
        return back != null;
    }

    /**
     * Empties the run, to be filled by {@link #push} with slices from the last to the first.
     *
     * @param first the number of the first slice that it may get
     * @param last the number of the last slice that it may get by push
     */
    void begin(long first, long last) {
        Arrays.fill(front, 0, frontSize, null);
        frontSize = 0;
        base = first;
        backFrom = last + 1;
        back = null;
        stale = false;
    }

    /** Adds a slice that is earlier than all others; the partial is the run's from now on. */
    void push(long number, Object partial) throws Exception {
        if (frontSize == front.length) {
            int capacity = Math.max(FIRST_CAPACITY, frontSize * 2);
            front = Arrays.copyOf(front, capacity);
            numbers = Arrays.copyOf(numbers, capacity);
        }
        front[frontSize] =
                frontSize == 0 ? partial : aggregation.combined(partial, aggregation.own(front[frontSize - 1]));
        numbers[frontSize] = (int) (number - base);
        frontSize++;
    }

    /** Adds a slice that is later than all others; the partial is the run's from now on. */
    void append(Object partial) throws Exception {
        back = back == null ? partial : aggregation.combined(back, partial);
    }

    /** Takes the slices out whose numbers are below {@code first}. */
    void leave(long first) {
        while (frontSize > 0 && base + numbers[frontSize - 1] < first) {
            frontSize--;
            front[frontSize] = null;
        }
    }

    /** What all slices come to; the caller's own. The run is not empty. */
    Object total() throws Exception {
        if (frontSize == 0) {
            return aggregation.own(back);
        }
        Object ahead = aggregation.own(front[frontSize - 1]);
        return back == null ? ahead : aggregation.combined(ahead, aggregation.own(back));
    }
}
