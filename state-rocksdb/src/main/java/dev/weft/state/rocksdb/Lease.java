package dev.weft.state.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reference count of a native resource: held by its owner and by every snapshot that another thread writes. The last
 * release frees the resource, so that freed memory is never accessed. Thread-safe.
 */
final class Lease {

    private final AtomicInteger holders = new AtomicInteger(1);
    private final Runnable release;

    /** Starts with one reference, the caller's. */
    Lease(Runnable release) {
        this.release = release;
    }

    /** Adds a reference; false when the resource has been freed already. */
    boolean join() {
        return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    void leave() {
        if (holders.decrementAndGet() == 0) {
            release.run();
        }
    }
}
