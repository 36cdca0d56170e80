package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.TaskThreads;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.taskexecutor.operator.LegacySourceOperator;
import java.util.concurrent.TimeUnit;

/**
 * Runs a {@code SourceFunction} on a thread of its own, because it may block at any time. The task's thread runs mails
 * and flushes meanwhile; the two exclude each other by the checkpoint lock.
 */
final class LegacySourceLoop implements InputLoop {

    /** Longest time until emitted records are flushed, since the function may never emit more. */
    private static final long LONGEST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long CANCEL_AGAIN_NS = TimeUnit.SECONDS.toNanos(1);

    private final LegacySourceOperator source;
    private final Mailbox mailbox;
    private final Wakeup wakeup;
    private final Flushing flushing;
    private final TaskCheckpoints checkpoints;
    private final TaskThreads threads;
    private final Thread taskThread;
    private final Thread thread;
    private long napNs;
    private volatile boolean ended;
    private volatile Throwable failure;

    LegacySourceLoop(
            LegacySourceOperator source,
            TaskThreads threads,
            Thread taskThread,
            Mailbox mailbox,
            Wakeup wakeup,
            Flushing flushing,
            TaskCheckpoints checkpoints) {
        this.source = source;
        this.mailbox = mailbox;
        this.wakeup = wakeup;
        this.flushing = flushing;
        this.checkpoints = checkpoints;
        this.threads = threads;
        this.taskThread = taskThread;
        thread = threads.create(
                "Source function of " + taskThread.getName(), taskThread.getContextClassLoader(), this::runSource);
        wakeup.admit(thread, source.lock());
    }

    private void runSource() {
        try {
            source.run();
        } catch (Throwable t) {
            failure = t;
        }
        ended = true;
        threads.unpark(taskThread);
        wakeup.signal();
    }

    @Override
    public void cancel() {
        source.cancel();
        threads.interrupt(thread);
    }

    @Override
    public void drain() {
        source.endOfInput();
    }

    @Override
    public void run() throws Exception {
        boolean stopped = false;
        napNs = flushing.onTimePassed(LONGEST_WAIT_NS);
        threads.start(thread);
        try {
            while (!ended) {
                boolean called = nap();
                source.locked(() -> attend(called));
            }
        } catch (StoppedException e) {
            stopped = true;
            throw e;
        } finally {
            end(stopped);
        }
        rethrow();
        source.locked(() -> {
            source.endOfInput();
            flushing.onIdle();
        });
    }

    private void attend(boolean called) {
        mailbox.run();
        holdFunction();
        if (called && !ended) {
            flushing.onIdle();
        } else if (!ended) {
            napNs = flushing.onTimePassed(LONGEST_WAIT_NS);
        }
    }

    /**
     * While the task is to process nothing, keeps the lock, so that the function cannot emit and then wait for room with
     * the lock in its hands.
     */
    private void holdFunction() {
        while (checkpoints.isSuspended()) {
            wakeup.arm();
            if (mailbox.hasMail()) {
                wakeup.disarm();
            } else {
                wakeup.park();
            }
            mailbox.run();
        }
    }

    /** @return whether there is something in the mailbox */
    private boolean nap() {
        wakeup.arm();
        if (ended || mailbox.hasMail()) {
            wakeup.disarm();
        } else {
            wakeup.parkAtMost(napNs);
        }
        return mailbox.hasMail();
    }

    /**
     * From here on only this thread uses the chain.
     *
     * @param gracefully whether the function may end by itself before it is interrupted: an interrupt may break what it closes
     */
    private void end(boolean gracefully) {
        if (!ended) {
            wakeup.cancelFunction();
            source.cancel();
            if (!gracefully) {
                threads.interrupt(thread);
            }
        }
        boolean interrupted = false;
        while (!ended) {
            threads.parkNanos(this, CANCEL_AGAIN_NS);
            if (Thread.interrupted()) {
                interrupted = true;
            } else if (!ended) {
                cancel();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rethrow() throws Exception {
        wakeup.checkCanceled();
        Throwable thrown = failure;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof Exception exception) {
            throw exception;
        }
    }
}
