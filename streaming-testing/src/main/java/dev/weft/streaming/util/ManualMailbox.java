package dev.weft.streaming.util;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.util.FlinkRuntimeException;
import dev.weft.util.function.ThrowingRunnable;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A mailbox whose mails run when a test says so, on its thread. Any thread may add mails. All state is guarded by the
 * lock.
 */
final class ManualMailbox implements MailboxExecutor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Queue<ThrowingRunnable<? extends Exception>> mails = new ArrayDeque<>();

    @Override
    public void execute(
            MailOptions options, ThrowingRunnable<? extends Exception> command, String description, Object... args) {
        lock.lock();
        try {
            mails.add(command);
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes {@link #await} check its condition again. */
    void wake() {
        lock.lock();
        try {
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until a condition holds or the time is over; the condition is checked after every {@link #wake}. Returns
     * whether it holds.
     */
    boolean await(BooleanSupplier ready, long atMostMs) {
        long leftNs = TimeUnit.MILLISECONDS.toNanos(atMostMs);
        lock.lock();
        try {
            while (!ready.getAsBoolean()) {
                if (leftNs <= 0) {
                    return false;
                }
                leftNs = something.awaitNanos(leftNs);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the test was interrupted while the operator waited", e);
        } finally {
            lock.unlock();
        }
    }

    private ThrowingRunnable<? extends Exception> next() {
        lock.lock();
        try {
            return mails.poll();
        } finally {
            lock.unlock();
        }
    }

    private boolean runOne() throws Exception {
        ThrowingRunnable<? extends Exception> mail = next();
        if (mail == null) {
            return false;
        }
        mail.run();
        return true;
    }

    void runAll() throws Exception {
        while (runOne()) {
            // one more
        }
    }

    @Override
    public void yield() throws InterruptedException, FlinkRuntimeException {
        while (!tryYield()) {
            await(this::shouldInterrupt, Long.MAX_VALUE);
        }
    }

    @Override
    public boolean tryYield() throws FlinkRuntimeException {
        try {
            return runOne();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FlinkRuntimeException(e);
        }
    }

    @Override
    public boolean shouldInterrupt() {
        lock.lock();
        try {
            return !mails.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
