package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Clock;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.exchange.YieldFlag;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What every loop of a task does between two records: it runs mails, waits while the outputs have no room, and sleeps when
 * there is nothing to do. Whatever the task waits for signals the one {@link Wakeup}. Belongs to the task's thread.
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

    /** Up when {@link #attend} is to be called. */
    YieldFlag yield() {
        return yield;
    }

    Flushing flushing() {
        return flushing;
    }

    /** Runs the mails that are there; returns when input may be taken. */
    void attend() {
        runMailsUntil(room);
    }

    /** Runs mails, and nothing else, until one of them has brought about what is waited for. */
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

    /** Hands over what was emitted and sleeps until there is something, a mail, or room for a mail that needs it. */
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
