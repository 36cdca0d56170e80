package dev.weft.engine.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Bounded lock-free ring buffer for one producing and one consuming thread. Elements are whole batches, so the few
 * nanoseconds per call are spread over many records.
 *
 * <p>One element may stand beside the ring: it has its place in the order and takes none in the ring, so it can be added
 * when the ring is full. The next one that is added beside replaces it if it was not polled yet.
 */
final class SpscRing<E> {

    private static final VarHandle HEAD;
    private static final VarHandle TAIL;
    private static final VarHandle BESIDE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(SpscRing.class, "head", int.class);
            TAIL = lookup.findVarHandle(SpscRing.class, "tail", int.class);
            BESIDE = lookup.findVarHandle(SpscRing.class, "beside", Beside.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object[] slots;
    private final int mask;
    private final int capacity;
    private final int spare;
    private int head;
    private int tail;
    private volatile Beside<E> beside;

    /** @param position how many elements of the ring come before it, counted from the first one of all */
    private record Beside<E>(E element, int position) {}

    /** @param capacity how many elements it holds, at least 1 */
    SpscRing(int capacity) {
        this(capacity, 0);
    }

    /** @param spare how many elements {@link #offerSpare} adds when the ring is full */
    SpscRing(int capacity, int spare) {
        this.capacity = capacity;
        this.spare = spare;
        slots = new Object[Math.max(1, Integer.highestOneBit((capacity + spare) * 2 - 1))];
        mask = slots.length - 1;
    }

    /** Producer: false when full. */
    boolean offer(E element) {
        return offer(element, capacity);
    }

    /** Producer: as {@link #offer}, using the spare places too. */
    boolean offerSpare(E element) {
        return offer(element, capacity + spare);
    }

    /** Producer: adds an element beside the ring, in place of the one that is there. */
    void offerBeside(E element) {
        beside = new Beside<>(element, tail);
    }

    private boolean offer(E element, int limit) {
        int t = tail;
        if (t - (int) HEAD.getAcquire(this) >= limit) {
            return false;
        }
        slots[t & mask] = element;
        TAIL.setRelease(this, t + 1);
        return true;
    }

    /** Consumer: the oldest element, or null when empty. */
    @SuppressWarnings("unchecked") // only offer() fills the slots
    E poll() {
        int h = head;
        boolean empty = h == (int) TAIL.getAcquire(this);
        // after the tail: what was added beside before the next element is seen before it
        E due = pollBeside();
        if (due != null || empty) {
            return due;
        }
        int slot = h & mask;
        E element = (E) slots[slot];
        slots[slot] = null;
        HEAD.setRelease(this, h + 1);
        return element;
    }

    /** Consumer: the element beside the ring, if it is the next one, or null. */
    E pollBeside() {
        Beside<E> next = beside;
        if (next == null || next.position != head) {
            return null;
        }
        BESIDE.compareAndSet(this, next, null);
        return next.element;
    }

    /** The element beside the ring, wherever it stands, or null. */
    E beside() {
        Beside<E> there = beside;
        return there == null ? null : there.element;
    }

    /** Consumer: how many elements of the ring come before this one, which is beside it; negative when it no longer is. */
    int before(E element) {
        Beside<E> there = beside;
        return there == null || there.element != element ? -1 : there.position - head;
    }

    /** Consumer: the element that comes after {@code i} others; there must be more than {@code i}. */
    @SuppressWarnings("unchecked") // only offer() fills the slots
    E peek(int i) {
        return (E) slots[head + i & mask];
    }

    /** How many are in the ring. Exact for changes of the calling side, slightly stale for those of the other. */
    int size() {
        return (int) TAIL.getVolatile(this) - (int) HEAD.getVolatile(this);
    }

    /** Whether nothing is in the ring or beside it. */
    boolean isEmpty() {
        return size() == 0 && beside == null;
    }

    /** Whether even the spare places are taken. */
    boolean isFullToTheSpare() {
        return size() >= capacity + spare;
    }

    boolean isFull() {
        return size() >= capacity;
    }

    int capacity() {
        return capacity;
    }
}
