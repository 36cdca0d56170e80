package dev.weft.state.rocksdb;

import java.util.ArrayList;
import java.util.List;

/**
 * Copy-on-write flush of all write-back caches of an instance, for a snapshot: the stores are brought to the contents of
 * the moment of {@link #begin}, in small steps between two records, so that the task never waits for all of it.
 *
 * <p>While the cut is open, entries that were dirty at the moment are written by the steps, or earlier: before they are
 * changed again, evicted or dropped. Entries that become dirty after the moment must not be written until the cut is over;
 * code that has to write one of them calls {@link #finish} before.
 *
 * <p>Each cut begins a new generation, and each dirty entry has the generation in which it became dirty. So a dirty entry
 * belongs to the open cut if its generation is an older one.
 *
 * <p>Belongs to the thread of the task.
 */
final class CacheCut {

    /** How many cuts in a row may be given up before one is made at once: generations are bytes. */
    private static final int MOST_GIVEN_UP = 100;

    /** The snapshot that waits for the cut: gets one answer, on the task's thread. */
    interface Waiter {
        /** The stores have what the instance had at the moment of the cut, and nothing else. */
        void written();

        /** Something cannot be written; the cut is given up. */
        void failed(RuntimeException why);

        /** Whether nobody waits any more. May change at any time. */
        boolean isGone();
    }

    private final List<WriteBackCache> caches = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private Waiter waiter;
    private byte generation;
    private int givenUp;

    void add(WriteBackCache cache) {
        caches.add(cache);
    }

    /** The mark of entries that become dirty now. */
    byte generation() {
        return generation;
    }

    /** Whether something of an earlier moment is still to be written. */
    boolean isOpen() {
        return waiter != null;
    }

    /** Begins a cut, and finishes the one before. */
    void begin(Waiter newWaiter) {
        finish();
        if (givenUp > MOST_GIVEN_UP) {
            caches.forEach(WriteBackCache::flush);
            givenUp = 0;
        }
        generation++;
        caches.forEach(WriteBackCache::beginCut);
        waiter = newWaiter;
    }

    /** Writes some entries, fewer when they are large; the waiter is told when they were the last. */
    void step(int entries) {
        if (!isOpen()) {
            return;
        }
        Waiter told = waiter;
        if (told.isGone()) {
            giveUp(() -> {});
            return;
        }
        int left = entries;
        try {
            for (WriteBackCache cache : caches) {
                left -= cache.writeCut(left);
                if (left <= 0 || cache.isLeftOfCut()) {
                    return;
                }
            }
        } catch (RuntimeException e) {
            giveUp(() -> told.failed(e));
            return;
        }
        givenUp = 0;
        close(told::written);
    }

    /** Writes all that is left, if anybody waits for it. */
    void finish() {
        while (isOpen()) {
            step(Integer.MAX_VALUE);
        }
    }

    /** What is left stays dirty; the next cut writes it. */
    private void giveUp(Runnable then) {
        givenUp++;
        close(then);
    }

    private void close(Runnable then) {
        waiter = null;
        try {
            then.run();
        } finally {
            List<Runnable> due = List.copyOf(afterwards);
            afterwards.clear();
            due.forEach(Runnable::run);
        }
    }

    /** Runs an action that writes to a store, when the cut is over. */
    void afterwards(Runnable action) {
        if (isOpen()) {
            afterwards.add(action);
        } else {
            action.run();
        }
    }
}
