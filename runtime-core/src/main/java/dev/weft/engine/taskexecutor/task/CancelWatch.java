package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.EventLoop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interrupts cancelled tasks again and again until they end, and reports those that never do. */
final class CancelWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CancelWatch.class);

    private final EventLoop scheduler;
    private final Clock clock;
    private final Duration interval;
    private final Duration timeout;
    private final TaskEngineFaults faults;

    CancelWatch(EventLoop scheduler, Clock clock, Duration interval, Duration timeout, TaskEngineFaults faults) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.interval = interval;
        this.timeout = timeout;
        this.faults = faults;
    }

    void watch(Task task) {
        again(task, clock.nanoTime());
    }

    private void again(Task task, long sinceNs) {
        scheduler.schedule(interval, () -> look(task, sinceNs));
    }

    private void look(Task task, long sinceNs) {
        if (task.interruptAgain()) {
            return;
        }
        long waitedNs = clock.nanoTime() - sinceNs;
        if (timeout.isZero() || waitedNs < timeout.toNanos()) {
            again(task, sinceNs);
            return;
        }
        StringBuilder stack = new StringBuilder();
        for (StackTraceElement frame : task.thread().getStackTrace()) {
            stack.append("\n    at ").append(frame);
        }
        String message = "task " + task + " was cancelled " + timeout.toSeconds()
                + " s ago and does not end; it is stuck in" + stack;
        LOG.error("{}", message);
        faults.onStuck(message);
    }
}
