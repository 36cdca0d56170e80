package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.taskexecutor.operator.LegacySourceOperator;
import java.util.concurrent.TimeUnit;

/**
 * Runs a source function on a thread of its own, because it may block whenever it likes. The task's thread runs mails
 * and flushes meanwhile; whichever of the two touches the chain holds the source's lock.
 */
final class LegacySourceLoop implements InputLoop {

    /** What waits longer than that may wait for ever: the source may have nothing more to say. */
    private static final long PATIENCE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LegacySourceOperator source;
    private final Mailbox mailbox;
    private final Wakeup wakeup;
    private final Wakeup outputWakeup;
    private final Flushing flushing;
    private final Thread thread;
    private volatile boolean ended;
    private volatile Throwable failure;

    LegacySourceLoop(
            LegacySourceOperator source,
            String taskThread,
            Mailbox mailbox,
            Wakeup wakeup,
            Wakeup outputWakeup,
            Flushing flushing) {
        this.source = source;
        this.mailbox = mailbox;
        this.wakeup = wakeup;
        this.outputWakeup = outputWakeup;
        this.flushing = flushing;
        thread = new Thread(this::runSource, "Source function of " + taskThread);
        thread.setDaemon(true);
    }

    private void runSource() {
        try {
            source.run();
        } catch (Throwable t) {
            failure = t;
        }
        ended = true;
        wakeup.signal();
    }

    @Override
    public void cancel() {
        source.cancel();
        thread.interrupt();
    }

    @Override
    public void run() throws Exception {
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        long napNs = flushing.onDoubt(PATIENCE_NS);
        thread.start();
        try {
            while (!ended) {
                boolean called = nap(napNs);
                synchronized (source.lock()) {
                    mailbox.runAll();
                    if (called && !ended) {
                        flushing.onIdle();
                    } else if (!ended) {
                        napNs = flushing.onDoubt(PATIENCE_NS);
                    }
                }
            }
        } finally {
            end();
        }
        rethrow();
        synchronized (source.lock()) {
            source.endOfInput();
            flushing.onIdle();
        }
    }

    /** @return whether there is something in the mailbox */
    private boolean nap(long ns) {
        wakeup.arm();
        if (ended || !mailbox.isEmpty()) {
            wakeup.disarm();
        } else {
            wakeup.parkAtMost(ns);
        }
        return !mailbox.isEmpty();
    }

    /** Nobody but this thread may touch the chain from here on. */
    private void end() {
        if (!ended) {
            outputWakeup.cancel();
            cancel();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(1));
                if (thread.isAlive() && !ended) {
                    cancel();
                }
            } catch (InterruptedException e) {
                interrupted = true;
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
