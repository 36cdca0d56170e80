package dev.weft.state.rocksdb;

import java.util.ArrayList;
import java.util.List;

/**
 * Watchdog for writes that RocksDB would block for ever: a writer whose buffers are full waits in native code until
 * they are flushed, even when the flush has failed and is retried again and again, as on a full disk; the task could
 * not be cancelled. One thread of the process checks twice a second the stores that are writing, and stops the
 * background work of one that has failed, which unblocks the writer. Runs while there are stores. Thread-safe.
 */
final class WriteStallWatchdog {

    private static final long PERIOD_MS = 500;
    private static final WriteStallWatchdog OF_PROCESS = new WriteStallWatchdog();

    private final List<Store> stores = new ArrayList<>();
    private boolean running;

    private WriteStallWatchdog() {}

    static WriteStallWatchdog ofProcess() {
        return OF_PROCESS;
    }

    synchronized void add(Store store) {
        stores.add(store);
        if (!running) {
            running = true;
            Thread thread = new Thread(this::run, "weft-rocksdb-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    synchronized void remove(Store store) {
        stores.remove(store);
        notifyAll();
    }

    /** Waits, then returns the stores; none when all are closed, which ends the thread. */
    private synchronized List<Store> next() throws InterruptedException {
        if (!stores.isEmpty()) {
            wait(PERIOD_MS);
        }
        running = !stores.isEmpty();
        return List.copyOf(stores);
    }

    private void run() {
        try {
            for (List<Store> all = next(); !all.isEmpty(); all = next()) {
                all.forEach(Store::freeStuckWriter);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
