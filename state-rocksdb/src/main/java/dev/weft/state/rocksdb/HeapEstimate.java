package dev.weft.state.rocksdb;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Estimates the heap size of a state's objects per byte of their rows: a moving average over sampled rows. A sample is
 * what the thread allocates while it deserializes one row: the object and some garbage, so the estimate is rather too
 * high. For one thread.
 */
final class HeapEstimate {

    /** One of this many rows is sampled. */
    private static final int EVERY = 128;
    /** The first rows are not sampled, because they load classes. */
    private static final int SKIPPED = 3;

    private static final float FIRST_FACTOR = 3;
    private static final float LEAST_FACTOR = 1;
    /** Samples with a greater factor are ignored: a class was loaded, or something was initialized. */
    private static final float GREATEST_FACTOR = 32;

    private static final ThreadMXBean THREADS = threads();

    private float factor = FIRST_FACTOR;
    private float rowBytes;
    private float heapBytes;
    private int rows;
    private long begin = -1;

    private static ThreadMXBean threads() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean known
                        && known.isThreadAllocatedMemorySupported()
                        && known.isThreadAllocatedMemoryEnabled()
                ? known
                : null;
    }

    /** Whether the next row is to be sampled: then call {@link #begin} and {@link #end} around its reading. */
    boolean isDue() {
        int n = rows++;
        return THREADS != null && (n % EVERY == 0 && n > 0 || n >= SKIPPED && n < EVERY && n % 8 == 0);
    }

    void begin() {
        begin = THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Ends the sample of a row of this length. */
    void end(int length) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - begin;
        float weight = rowBytes == 0 ? 1 : 0.125f;
        rowBytes += (Math.max(1, length) - rowBytes) * weight;
        heapBytes += (Math.min(allocated, GREATEST_FACTOR * Math.max(1, length)) - heapBytes) * weight;
        factor = Math.min(GREATEST_FACTOR, Math.max(LEAST_FACTOR, heapBytes / rowBytes));
    }

    /** Estimated heap size of the object of a row of this length. */
    int of(int length) {
        return (int) (factor * length);
    }
}
