package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.util.FlinkRuntimeException;
import dev.weft.util.function.ThrowingRunnable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What others want done on a task's thread, in the order in which they asked. Filled from any thread, emptied by the
 * task's between two batches. Its length is bounded by those who ask: the coordinator's unanswered commands, one mail a
 * due timer.
 */
final class Mailbox implements MailboxExecutor {

    private final Queue<ThrowingRunnable<? extends Exception>> mails = new ConcurrentLinkedQueue<>();
    private final Wakeup wakeup;
    private Runnable beforeSleep = () -> {};

    Mailbox(Wakeup wakeup) {
        this.wakeup = wakeup;
    }

    void put(ThrowingRunnable<? extends Exception> mail) {
        mails.add(mail);
        wakeup.signal();
    }

    boolean isEmpty() {
        return mails.isEmpty();
    }

    /** Runs every mail that has arrived. */
    void runAll() {
        while (runOne()) {
            wakeup.checkCanceled();
        }
    }

    private boolean runOne() {
        ThrowingRunnable<? extends Exception> mail = mails.poll();
        if (mail == null) {
            return false;
        }
        try {
            mail.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserCodeFailure("mailbox", e);
        }
        return true;
    }

    @Override
    public void execute(
            MailOptions options, ThrowingRunnable<? extends Exception> command, String description, Object... args) {
        put(command);
    }

    /** What to do before the task sleeps in the middle of something: hand over what it has emitted. */
    void beforeSleep(Runnable newBeforeSleep) {
        beforeSleep = newBeforeSleep;
    }

    /** As {@link dev.weft.engine.taskexecutor.operator.TaskContext#await}. */
    void await(BooleanSupplier ready, long untilMs, ProcessingTimeService clock) {
        while (!ready.getAsBoolean()) {
            long leftMs = untilMs == Long.MAX_VALUE ? Long.MAX_VALUE : untilMs - clock.getCurrentProcessingTime();
            if (leftMs <= 0) {
                return;
            }
            beforeSleep.run();
            wakeup.arm();
            if (ready.getAsBoolean()) {
                wakeup.disarm();
            } else if (leftMs == Long.MAX_VALUE) {
                wakeup.park();
            } else {
                wakeup.parkAtMost(TimeUnit.MILLISECONDS.toNanos(leftMs));
            }
        }
    }

    void wake() {
        wakeup.signal();
    }

    @Override
    public void yield() throws InterruptedException, FlinkRuntimeException {
        while (!runOne()) {
            beforeSleep.run();
            wakeup.arm();
            if (mails.isEmpty()) {
                wakeup.park();
            } else {
                wakeup.disarm();
            }
        }
    }

    @Override
    public boolean tryYield() throws FlinkRuntimeException {
        return runOne();
    }

    @Override
    public boolean shouldInterrupt() {
        return !mails.isEmpty();
    }
}
