package dev.weft.simulation.kernel;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/**
 * Simulated event loop: a queue of events and timers of one process; one event per step. Events of a dead process are
 * dropped.
 */
public final class LoopActor extends Actor {

    private final Scheduler scheduler;
    private final ArrayDeque<Runnable> events = new ArrayDeque<>();
    private final PriorityQueue<Timed> timers = new PriorityQueue<>();
    private long order;
    private boolean closed;

    LoopActor(Scheduler scheduler, SimProcess process, String name) {
        super(scheduler, process, name);
        this.scheduler = scheduler;
    }

    /** A timer that can be cancelled. */
    public final class Timed implements Comparable<Timed> {
        private final long dueNs;
        private final long order;
        private final Runnable event;

        private Timed(long dueNs, long order, Runnable event) {
            this.dueNs = dueNs;
            this.order = order;
            this.event = event;
        }

        public void cancel() {
            timers.remove(this);
        }

        @Override
        public int compareTo(Timed other) {
            int byTime = Long.compare(dueNs, other.dueNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    public void execute(Runnable event) {
        if (!closed) {
            events.add(event);
        }
    }

    /** Runs the event at that time or later. */
    public Timed at(long dueNs, Runnable event) {
        Timed timer = new Timed(dueNs, order++, event);
        if (!closed) {
            timers.add(timer);
        }
        return timer;
    }

    public Timed after(long delayNs, Runnable event) {
        return at(scheduler.nowNs() + Math.max(0, delayNs), event);
    }

    /** Whether the current step is one of this loop, or an audit runs, which may read what any loop owns. */
    public boolean runsNow() {
        return scheduler.running() == this || scheduler.isAuditing();
    }

    /** Drops what is left; nothing runs any more. */
    public void close() {
        closed = true;
        events.clear();
        timers.clear();
        scheduler.remove(this);
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isIdle() {
        return events.isEmpty();
    }

    @Override
    boolean isReady(long nowNs) {
        return !process().isFrozen() && (!events.isEmpty() || !timers.isEmpty() && timers.peek().dueNs <= nowNs);
    }

    @Override
    long nextDueNs() {
        return timers.isEmpty() || process().isFrozen() ? Long.MAX_VALUE : timers.peek().dueNs;
    }

    @Override
    void step() {
        Timed first = timers.peek();
        if (first != null && first.dueNs <= scheduler.nowNs()) {
            timers.remove().event.run();
        } else {
            events.remove().run();
        }
    }
}
