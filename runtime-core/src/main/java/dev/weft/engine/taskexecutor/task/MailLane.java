package dev.weft.engine.taskexecutor.task;

import dev.weft.util.function.ThrowingRunnable;
import java.util.ArrayDeque;

/** A bounded, lock-based queue of mails. Filled from any thread, drained by the task's. */
final class MailLane {

    /** Result of adding a mail. */
    enum Added {
        ADDED,
        FULL,
        /** The task has ended. */
        CLOSED
    }

    private final int capacity;
    private final ArrayDeque<ThrowingRunnable<? extends Exception>> mails = new ArrayDeque<>();
    private volatile int size;
    private boolean closed;

    MailLane(int capacity) {
        this.capacity = capacity;
    }

    synchronized Added add(ThrowingRunnable<? extends Exception> mail) {
        if (closed) {
            return Added.CLOSED;
        }
        if (mails.size() == capacity) {
            return Added.FULL;
        }
        mails.add(mail);
        size = mails.size();
        return Added.ADDED;
    }

    /** The oldest mail, or null. */
    synchronized ThrowingRunnable<? extends Exception> poll() {
        ThrowingRunnable<? extends Exception> mail = mails.poll();
        size = mails.size();
        return mail;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    synchronized void close() {
        closed = true;
        mails.clear();
        size = 0;
    }
}
