package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watchdog for tasks that are to end, because they are cancelled or hang: interrupts them at intervals until they end, with a warning that shows their stack, and
 * reports those that have not ended after the timeout.
 */
final class CancellationWatchdog {

    private static final Logger LOG = LoggerFactory.getLogger(CancellationWatchdog.class);

    /** A task that is to end. */
    interface Cancelled {
        /** Interrupts it once more; true when it has ended meanwhile. */
        boolean interruptAgain();

        /** The thread that runs it. */
        Thread thread();
    }

    private final EventLoop scheduler;
    private final Clock clock;
    private final Duration interval;
    private final Duration timeout;
    private final TaskEngineFaults faults;

    CancellationWatchdog(
            EventLoop scheduler, Clock clock, Duration interval, Duration timeout, TaskEngineFaults faults) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.interval = interval;
        this.timeout = timeout;
        this.faults = faults;
    }

    void watch(Cancelled task) {
        again(task, clock.nanoTime());
    }

    private void again(Cancelled task, long sinceNs) {
        scheduler.schedule(interval, () -> look(task, sinceNs));
    }

    private void look(Cancelled task, long sinceNs) {
        if (task.interruptAgain()) {
            return;
        }
        long waitedNs = clock.nanoTime() - sinceNs;
        String message = "task " + task + " was told to end " + TimeUnit.NANOSECONDS.toMillis(waitedNs)
                + " ms ago and does not; it is in" + stackOf(task);
        if (timeout.isZero() || waitedNs < timeout.toNanos()) {
            LOG.warn("Interrupted again: {}", message);
            again(task, sinceNs);
        } else {
            LOG.error("Given up (task.cancellation.timeout): {}", message);
            faults.onStuck(message);
        }
    }

    private static String stackOf(Cancelled task) {
        StringBuilder stack = new StringBuilder();
        for (StackTraceElement frame : task.thread().getStackTrace()) {
            stack.append("\n    at ").append(frame);
        }
        return stack.toString();
    }
}
