package dev.weft.engine.taskexecutor.operator.window;

import java.util.Arrays;

/**
 * Sliding-window aggregation of one key by two stacks: the window advances at amortized constant cost per slice. The
 * front stack has for each of its slices the aggregate of that slice and all later ones of the front. The back is a
 * single aggregate of all slices after the front. Slices leave from the front; before the front is empty it is rebuilt
 * from all slices in the window.
 *
 * <p>Contains copies; the slices themselves are in the operator's state.
 */
final class SlidingAggregate {

    private static final int FIRST_CAPACITY = 4;

    final Object key;
    final int hash;
    /** Position in the list of {@link SlidingAggregates}. */
    int index;
    /** Whether one of the slices has changed since it was added. */
    boolean stale;

    private final PartialAggregation aggregation;
    /** The front stack, latest slice first. */
    private Object[] front = {};

    private int[] numbers = {};
    private int frontSize;
    /** Number to which {@link #numbers} are relative. */
    private long base;
    /** Number of the first slice that may be in the back. */
    private long backFrom;

    private Object back;

    /** @param from number of the first slice that may be added */
    SlidingAggregate(Object key, int hash, PartialAggregation aggregation, long from) {
        this.key = key;
        this.hash = hash;
        this.aggregation = aggregation;
        this.backFrom = from;
    }

    boolean isEmpty() {
        return frontSize == 0 && back == null;
    }

    /** Whether the front must be rebuilt before slices below {@code first} can leave. */
    boolean isOverdue(long first) {
        return back != null && backFrom < first;
    }

    /** Whether rebuilding the front would change anything. */
    boolean hasBack() {
        return back != null;
    }

    /**
     * Empties the aggregate, to be rebuilt by {@link #push} with slices from the last to the first.
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

    /** Adds a slice that is earlier than all others, and takes ownership of its partial aggregate. */
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

    /** Adds a slice that is later than all others, and takes ownership of its partial aggregate. */
    void append(Object partial) throws Exception {
        back = back == null ? partial : aggregation.combined(back, partial);
    }

    /** Removes the slices with numbers below {@code first}. */
    void leave(long first) {
        while (frontSize > 0 && base + numbers[frontSize - 1] < first) {
            frontSize--;
            front[frontSize] = null;
        }
    }

    /** The aggregate of all slices, owned by the caller. Must not be called on an empty one. */
    Object total() throws Exception {
        if (frontSize == 0) {
            return aggregation.own(back);
        }
        Object ahead = aggregation.own(front[frontSize - 1]);
        return back == null ? ahead : aggregation.combined(ahead, aggregation.own(back));
    }
}
