package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Clock;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.exchange.YieldFlag;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Shared part of all input loops, between two records: runs mails, waits while the outputs have no room, and sleeps
 * when there is nothing to do. Everything that the task waits for signals the one {@link Wakeup}. Belongs to the task's
 * thread.
 */
final class LoopControl {

    private final Mailbox mailbox;
    private final Wakeup wakeup;
    private final YieldFlag yield;
    private final Backpressure backpressure;
    private final Flushing flushing;
    private final Clock clock;
    private final BooleanSupplier room;

    LoopControl(Mailbox mailbox, Backpressure backpressure, Flushing flushing, Clock clock) {
        this.clock = clock;
        this.mailbox = mailbox;
        this.wakeup = backpressure.wakeup();
        this.yield = backpressure.yield();
        this.backpressure = backpressure;
        this.flushing = flushing;
        this.room = () -> !backpressure.exists();
    }

    /** The flag that is up when {@link #attend} must be called. */
    YieldFlag yield() {
        return yield;
    }

    Flushing flushing() {
        return flushing;
    }

    /** Runs the pending mails; returns when input may be read. */
    void attend() {
        runMailsUntil(room);
    }

    /** Runs mails, and nothing else, until a condition holds. */
    void runMailsUntil(BooleanSupplier done) {
        runMailsUntil(done, Long.MAX_VALUE);
    }

    /** As {@link dev.weft.engine.taskexecutor.operator.TaskContext#runMailsUntil}. */
    void runMailsUntil(BooleanSupplier done, long untilMs) {
        runMails();
        while (!done.getAsBoolean() && leftMs(untilMs) > 0) {
            sleep(done, untilMs);
            runMails();
        }
        if (backpressure.exists()) {
            yield.raise();
        }
    }

    private void runMails() {
        yield.lower();
        wakeup.checkCanceled();
        mailbox.run();
    }

    /** Flushes, then sleeps until a condition holds, a mail arrives, or there is room for a mail that waits for it. */
    void sleep(BooleanSupplier something) {
        sleep(something, Long.MAX_VALUE);
    }

    private void sleep(BooleanSupplier something, long untilMs) {
        flushing.onIdle();
        wakeup.arm();
        backpressure.askForRoom();
        if (something.getAsBoolean() || mailbox.hasMail()) {
            wakeup.disarm();
        } else if (untilMs == Long.MAX_VALUE) {
            wakeup.park();
        } else {
            wakeup.parkAtMost(TimeUnit.MILLISECONDS.toNanos(leftMs(untilMs)));
        }
    }

    private long leftMs(long untilMs) {
        return untilMs == Long.MAX_VALUE ? Long.MAX_VALUE : untilMs - clock.epochMs();
    }
}
