package dev.weft.engine.taskexecutor.sort;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The heap memory that all sorters and queues of one slot share. A sorter or queue that gets none from here still has its
 * first page, so that every one of them makes progress. Safe for any thread.
 */
public final class SortBudget implements AutoCloseable {

    /** The part of the heap that one slot may take at most, whatever its option says. */
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

    /** Takes bytes if there are that many; the caller gives them back. */
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
