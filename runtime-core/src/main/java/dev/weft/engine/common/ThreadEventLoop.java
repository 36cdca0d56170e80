package dev.weft.engine.common;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An event loop on a daemon thread of its own. Events that are due by the clock run before events that were enqueued
 * later.
 *
 * <p>The queue holds at most {@link #CAPACITY} events. Control events must not be lost, so an overflow is a fault of the
 * whole loop: the loop tells its fault handler next; the event that did not fit is dropped.
 */
public final class ThreadEventLoop implements EventLoop {

    static final int CAPACITY = 1 << 20;

    private final String name;
    private final Clock clock;
    private final FaultHandler faults;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Runnable> events = new ArrayDeque<>();
    private final PriorityQueue<Scheduled> timers = new PriorityQueue<>();
    private long scheduled;
    private boolean overflowed;
    private boolean closed;

    private ThreadEventLoop(String name, Clock clock, FaultHandler faults) {
        this.name = name;
        this.clock = clock;
        this.faults = faults;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /**
     * Starts a loop.
     *
     * @param name the thread's name
     * @param faults told, on the loop, of every event that throws; the loop goes on with the next event
     */
    public static ThreadEventLoop start(String name, Clock clock, FaultHandler faults) {
        ThreadEventLoop loop = new ThreadEventLoop(name, clock, faults);
        loop.thread.start();
        return loop;
    }

    @Override
    public void execute(Runnable event) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (events.size() < CAPACITY) {
                events.add(event);
            } else {
                overflowed = true;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable event) {
        lock.lock();
        try {
            Scheduled timer = new Scheduled(clock.nanoTime() + delay.toNanos(), scheduled++, event);
            if (!closed) {
                timers.add(timer);
                changed.signal();
            }
            return timer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            events.clear();
            timers.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Runnable event = next(); event != null; event = next()) {
            try {
                event.run();
            } catch (Throwable fault) {
                report(fault);
            }
        }
    }

    private void report(Throwable fault) {
        try {
            faults.onFault(name, fault);
        } catch (Throwable second) {
            // the JVM has one OutOfMemoryError for all when there is no memory for another
            if (second != fault) {
                second.addSuppressed(fault);
            }
            thread.getUncaughtExceptionHandler().uncaughtException(thread, second);
        }
    }

    /** The next event that is due; null once the loop is closed. */
    private Runnable next() {
        lock.lock();
        try {
            while (!closed) {
                if (overflowed) {
                    overflowed = false;
                    return this::failOfOverflow;
                }
                Scheduled first = timers.peek();
                long waitNs = first == null ? Long.MAX_VALUE : first.dueNs - clock.nanoTime();
                if (waitNs <= 0) {
                    return timers.remove().event;
                }
                Runnable event = events.poll();
                if (event != null) {
                    return event;
                }
                if (first == null) {
                    changed.awaitUninterruptibly();
                } else {
                    awaitNs(waitNs);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void failOfOverflow() {
        throw new WeftException(
                ErrorCode.INTERNAL, "the queue of " + name + " was full at " + CAPACITY + " events; some are lost");
    }

    private void awaitNs(long waitNs) {
        try {
            changed.awaitNanos(waitNs);
        } catch (InterruptedException e) {
            // A loop ends by close() only; user code that interrupts it must not stop it.
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private final class Scheduled implements Timer, Comparable<Scheduled> {
        private final long dueNs;
        private final long order;
        private final Runnable event;

        Scheduled(long dueNs, long order, Runnable event) {
            this.dueNs = dueNs;
            this.order = order;
            this.event = event;
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                timers.remove(this);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int compareTo(Scheduled other) {
            int byTime = Long.compare(dueNs - other.dueNs, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
