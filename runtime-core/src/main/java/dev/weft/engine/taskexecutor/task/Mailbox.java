package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.util.FlinkRuntimeException;
import dev.weft.util.function.ThrowingRunnable;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The mailbox of a task: actions that run on the task's thread between two records. Filled from any thread; within a
 * lane, mails run in order.
 *
 * <p>There are three lanes, by what a mail may emit. Engine mails emit nothing and always run. Mails that may emit a
 * little, such as timers and mails of user code, wait while an output has used up its reserve. Deferrable mails are
 * treated like input and wait until the outputs have room. A call that yields in the middle of a record runs mails of
 * the second lane only. Checkpoint barriers that found no reserve wait for it in a lane of their own, before the second
 * one; those that overtake records in another one, since they need less.
 *
 * <p>Each lane holds {@link #CAPACITY} mails. A mail of user code that does not fit is rejected; one of the engine
 * fails the task, because it must not be lost.
 */
final class Mailbox implements MailboxExecutor {

    static final int CAPACITY = 1 << 16;

    private final MailLane always = new MailLane(CAPACITY);
    private final MailLane overtaking = new MailLane(CAPACITY);
    private final MailLane barriers = new MailLane(CAPACITY);
    private final MailLane withReserve = new MailLane(CAPACITY);
    private final MailLane withRoom = new MailLane(CAPACITY);
    private final Backpressure backpressure;
    private final Wakeup wakeup;
    private final YieldFlag yield;
    private volatile Optional<WeftException> overflow = Optional.empty();
    private Runnable beforeSleep = () -> {};

    Mailbox(Backpressure backpressure) {
        this.backpressure = backpressure;
        this.wakeup = backpressure.wakeup();
        this.yield = backpressure.yield();
    }

    // ---- from any thread ----

    /** Adds a mail of the engine that emits nothing. */
    void put(ThrowingRunnable<? extends Exception> mail) {
        add(always, mail);
    }

    /**
     * Adds a mail that emits a barrier.
     *
     * @param overtakes whether it overtakes records
     */
    void putBarrier(boolean overtakes, ThrowingRunnable<? extends Exception> mail) {
        add(overtakes ? overtaking : barriers, mail);
    }

    /** Adds a mail of the engine that may emit. */
    void putEmitting(ThrowingRunnable<? extends Exception> mail) {
        add(withReserve, mail);
    }

    private void add(MailLane lane, ThrowingRunnable<? extends Exception> mail) {
        if (lane.add(mail) == MailLane.Added.FULL) {
            overflow = Optional.of(new WeftException(
                    ErrorCode.INTERNAL,
                    "the task was sent more than " + CAPACITY + " mails before it could run one of them"));
        }
        wake();
    }

    @Override
    public void execute(
            MailOptions options, ThrowingRunnable<? extends Exception> command, String description, Object... args) {
        MailLane lane = options == MailOptions.deferrable() ? withRoom : withReserve;
        switch (lane.add(command)) {
            case ADDED -> wake();
            case FULL ->
                throw new RejectedExecutionException("the mailbox is full: " + CAPACITY
                        + " mails wait for the task; send the next one when an earlier one has run: "
                        + text(description, args));
            case CLOSED ->
                throw new RejectedExecutionException(
                        "the task has ended and runs no mails: " + text(description, args));
        }
    }

    private static String text(String description, Object... args) {
        return args.length == 0 ? description : String.format(description, args);
    }

    /** Makes the task check again the condition that it waits for. */
    void wake() {
        yield.raise();
        wakeup.signal();
    }

    /** No mail runs from now on. */
    void close() {
        always.close();
        overtaking.close();
        barriers.close();
        withReserve.close();
        withRoom.close();
    }

    // ---- the task's thread, between two records ----

    /** Whether there is a mail that may run now. */
    boolean hasMail() {
        return !always.isEmpty()
                || !overtaking.isEmpty() && backpressure.takesBarrier()
                || (!barriers.isEmpty() || !withReserve.isEmpty()) && backpressure.leavesReserve()
                || !withRoom.isEmpty() && !backpressure.exists()
                || overflow.isPresent();
    }

    /** Runs the pending mails that may run now. Those that are added meanwhile wait, so that input is not starved. */
    void run() {
        wakeup.assertOwned();
        if (overflow.isPresent()) {
            throw overflow.get();
        }
        for (int left = always.size(); left > 0; left--) {
            runOne(always);
        }
        for (int left = overtaking.size(); left > 0 && backpressure.takesBarrier(); left--) {
            runOne(overtaking);
        }
        for (int left = barriers.size(); left > 0 && backpressure.leavesReserve(); left--) {
            runOne(barriers);
        }
        for (int left = withReserve.size(); left > 0 && backpressure.leavesReserve(); left--) {
            runOne(withReserve);
        }
        for (int left = withRoom.size(); left > 0 && !backpressure.exists(); left--) {
            runOne(withRoom);
        }
        if (shouldInterrupt()) {
            yield.raise();
        }
    }

    private boolean runOne(MailLane lane) {
        ThrowingRunnable<? extends Exception> mail = lane.poll();
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
        wakeup.checkCanceled();
        return true;
    }

    // ---- the task's thread, in the middle of a record ----

    /** Sets the action to run before the task sleeps in the middle of a record: flushing. */
    void beforeSleep(Runnable newBeforeSleep) {
        beforeSleep = newBeforeSleep;
    }

    /** As {@link dev.weft.engine.taskexecutor.operator.TaskContext#await}. */
    void await(BooleanSupplier ready, long untilMs, ProcessingTimeService clock) {
        wakeup.assertOwned();
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

    @Override
    public void yield() throws InterruptedException, FlinkRuntimeException {
        wakeup.assertOwned();
        while (!runOne(withReserve)) {
            beforeSleep.run();
            wakeup.arm();
            if (withReserve.isEmpty()) {
                wakeup.park();
            } else {
                wakeup.disarm();
            }
        }
    }

    @Override
    public boolean tryYield() throws FlinkRuntimeException {
        wakeup.assertOwned();
        return runOne(withReserve);
    }

    @Override
    public boolean shouldInterrupt() {
        return !always.isEmpty()
                || !overtaking.isEmpty()
                || !barriers.isEmpty()
                || !withReserve.isEmpty()
                || !withRoom.isEmpty();
    }
}
