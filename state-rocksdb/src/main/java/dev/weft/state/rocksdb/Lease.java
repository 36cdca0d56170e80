package dev.weft.state.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who still works with something native: its owner, and snapshots that are written by other threads. The last to leave
 * releases it, so that nobody ever touches what is gone. For any thread.
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
