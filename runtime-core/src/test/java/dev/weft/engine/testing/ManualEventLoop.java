package dev.weft.engine.testing;

import dev.weft.engine.common.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A loop whose events run when the test says so, on the test's thread. Several components may share one: then a whole
 * JobManager runs deterministically on one thread. An event that throws fails the test at {@link #runAll}.
 */
public final class ManualEventLoop implements EventLoop {

    private final ManualClock clock;
    private final ArrayDeque<Runnable> events = new ArrayDeque<>();
    private final List<Scheduled> timers = new ArrayList<>();
    private volatile Thread running;
    private boolean closed;

    public ManualEventLoop(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void execute(Runnable event) {
        if (!closed) {
            events.add(event);
        }
    }

    @Override
    public synchronized Timer schedule(Duration delay, Runnable event) {
        Scheduled timer = new Scheduled(clock.nanoTime() + delay.toNanos(), event);
        if (!closed) {
            timers.add(timer);
        }
        return () -> {
            synchronized (this) {
                timers.remove(timer);
            }
        };
    }

    /** Runs every event that is enqueued or due, and those that they enqueue. */
    public void runAll() {
        Runnable event = next();
        while (event != null) {
            running = Thread.currentThread();
            try {
                event.run();
            } finally {
                running = null;
            }
            event = next();
        }
    }

    /** Moves the clock and runs what has become due, each event at its own time. */
    public void advance(Duration by) {
        runAll();
        long until = clock.nanoTime() + by.toNanos();
        for (Scheduled next = earliest(); next != null && next.dueNs <= until; next = earliest()) {
            clock.advance(Duration.ofNanos(Math.max(0, next.dueNs - clock.nanoTime())));
            runAll();
        }
        clock.advance(Duration.ofNanos(until - clock.nanoTime()));
        runAll();
    }

    private synchronized Scheduled earliest() {
        return timers.stream().min(Comparator.comparingLong(Scheduled::dueNs)).orElse(null);
    }

    private synchronized Runnable next() {
        Scheduled due = earliest();
        if (due != null && due.dueNs <= clock.nanoTime()) {
            timers.remove(due);
            return due.event;
        }
        return events.poll();
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == running;
    }

    @Override
    public synchronized void close() {
        closed = true;
        events.clear();
        timers.clear();
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return "manual loop";
    }

    private record Scheduled(long dueNs, Runnable event) {}
}
