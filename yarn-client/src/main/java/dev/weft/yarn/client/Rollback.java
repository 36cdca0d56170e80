package dev.weft.yarn.client;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rollback stack of a deployment: the actions that remove what it has created on the cluster. One thread runs the
 * steps; another may unwind, which waits a moment for the step under way, so that no step recreates what was just
 * removed.
 */
final class Rollback {

    private static final long PATIENCE_MS = 3_000;

    private record Entry(String done, Runnable removal) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private volatile boolean unwound;

    /** Runs a step of the deployment, unless the deployment was given up. */
    <T> T step(Callable<T> action) throws Exception {
        lock.lock();
        try {
            if (unwound) {
                throw new WeftException(ErrorCode.INTERNAL, "the submission was given up");
            }
            return action.call();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Registers a removal that is needed if the deployment fails. Called within the step that makes it necessary,
     * before it does.
     *
     * @param done what is to be told when it was done, e.g. {@code "x was removed"}
     */
    void onFailure(String done, Runnable removal) {
        entries.push(new Entry(done, removal));
    }

    /** The deployment has succeeded: nothing is to be removed. */
    void commit() {
        lock.lock();
        try {
            entries.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes everything, last first.
     *
     * @return what was removed, and what could not be
     */
    List<String> unwind() {
        boolean locked = acquire();
        try {
            unwound = true;
            List<String> told = new ArrayList<>();
            for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
                try {
                    entry.removal.run();
                    told.add(entry.done);
                } catch (RuntimeException e) {
                    told.add("it failed that " + entry.done + ": " + e.getMessage());
                }
            }
            return told;
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }

    private boolean acquire() {
        try {
            return lock.tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
