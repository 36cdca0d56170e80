package dev.weft.engine.taskexecutor.sort;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Heap memory budget that all sorters and queues of one slot share. Each of them can always use its first page, so that
 * all make progress even when the budget is used up. Thread-safe.
 */
public final class SortBudget implements AutoCloseable {

    /** Fraction of the heap (one part in so many) that one slot may take at most, whatever is configured. */
    private static final int SHARE_OF_HEAP = 8;

    private final AtomicLong freeBytes;

    private SortBudget(long bytes) {
        freeBytes = new AtomicLong(bytes);
    }

    /**
     * @param wantedBytes what {@code execution.sorted-inputs.memory} says
     * @param heapBytes the largest size of this process's heap
     */
    public static SortBudget of(long wantedBytes, long heapBytes) {
        return new SortBudget(Math.min(wantedBytes, heapBytes / SHARE_OF_HEAP));
    }

    /** Takes bytes if available; the caller gives them back. */
    boolean tryTake(long bytes) {
        long free = freeBytes.get();
        while (free >= bytes) {
            if (freeBytes.compareAndSet(free, free - bytes)) {
                return true;
            }
            free = freeBytes.get();
        }
        return false;
    }

    void giveBack(long bytes) {
        freeBytes.addAndGet(bytes);
    }

    long freeBytes() {
        return freeBytes.get();
    }

    @Override
    public void close() {}
}
