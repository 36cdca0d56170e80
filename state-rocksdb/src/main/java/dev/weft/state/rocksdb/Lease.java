package dev.weft.state.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A reference count of something native: its owner and every snapshot that another thread writes hold one. Who gives the last one
 * back releases it, so that nobody touches freed memory. For any thread.
 */
final class Lease {

    private final AtomicInteger holders = new AtomicInteger(1);
    private final Runnable release;

    /** Held once, by the caller. */
    Lease(Runnable release) {
        this.release = release;
    }

    /** Joins the holders; false when it has been released already. */
    boolean join() {
        return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    void leave() {
        if (holders.decrementAndGet() == 0) {
            release.run();
        }
    }
}
