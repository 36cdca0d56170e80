package dev.weft.engine.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Bounded lock-free ring buffer for one producing and one consuming thread. Elements are whole batches, so the few
 * nanoseconds per call are spread over many records.
 */
final class SpscRing<E> {

    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(SpscRing.class, "head", int.class);
            TAIL = lookup.findVarHandle(SpscRing.class, "tail", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object[] slots;
    private final int mask;
    private final int capacity;
    private int head;
    private int tail;

    /** @param capacity how many elements it holds, at least 1 */
    SpscRing(int capacity) {
        this.capacity = capacity;
        slots = new Object[Math.max(1, Integer.highestOneBit(capacity * 2 - 1))];
        mask = slots.length - 1;
    }

    /** Producer: false when full. */
    boolean offer(E element) {
        int t = tail;
        if (t - (int) HEAD.getAcquire(this) >= capacity) {
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
        if (h == (int) TAIL.getAcquire(this)) {
            return null;
        }
        int slot = h & mask;
        E element = (E) slots[slot];
        slots[slot] = null;
        HEAD.setRelease(this, h + 1);
        return element;
    }

    /** Exact for changes of the calling side, slightly stale for those of the other. */
    int size() {
        return (int) TAIL.getVolatile(this) - (int) HEAD.getVolatile(this);
    }

    boolean isEmpty() {
        return size() == 0;
    }

    boolean isFull() {
        return size() >= capacity;
    }

    int capacity() {
        return capacity;
    }
}
