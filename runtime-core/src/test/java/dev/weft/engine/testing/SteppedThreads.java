package dev.weft.engine.testing;

import dev.weft.engine.common.TaskThreads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Simulated task threads, one at a time (baton passing): a thread runs when {@link #runAll} gives it the turn, until it
 * sleeps or ends. Timed sleeps end by a manual clock.
 */
public final class SteppedThreads implements TaskThreads {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turnChanged = lock.newCondition();
    private final ManualClock clock;
    private final Map<Thread, State> states = new LinkedHashMap<>();
    private Thread running;

    /** What is known of one thread, under the lock. */
    private static final class State {
        private boolean started;
        private boolean asleep;
        private boolean ended;
        private boolean permit;
        private long untilNs = Long.MAX_VALUE;
        private int sleeps;
    }

    public SteppedThreads(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Thread create(String name, ClassLoader contextClassLoader, Runnable body) {
        Thread thread = new Thread(() -> run(body), name);
        thread.setDaemon(true);
        thread.setContextClassLoader(contextClassLoader);
        locked(() -> states.put(thread, new State()));
        return thread;
    }

    private void run(Runnable body) {
        State state = states.get(Thread.currentThread());
        locked(() -> awaitTurn());
        try {
            body.run();
        } finally {
            locked(() -> {
                state.ended = true;
                giveBack();
            });
        }
    }

    @Override
    public void start(Thread thread) {
        locked(() -> states.get(thread).started = true);
        thread.start();
    }

    @Override
    public void park(Object blocker) {
        parkNanos(blocker, Long.MAX_VALUE);
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
        locked(() -> {
            State state = states.get(Thread.currentThread());
            if (!state.permit && !Thread.currentThread().isInterrupted()) {
                state.untilNs = nanos == Long.MAX_VALUE ? nanos : clock.nanoTime() + nanos;
                state.asleep = true;
                state.sleeps++;
                giveBack();
                awaitTurn();
            }
            state.asleep = false;
            state.permit = false;
        });
    }

    @Override
    public void unpark(Thread thread) {
        locked(() -> states.get(thread).permit = true);
    }

    @Override
    public void interrupt(Thread thread) {
        thread.interrupt();
        unpark(thread);
    }

    @Override
    public boolean yield() {
        return false;
    }

    /** Lets threads run, the one that was created first before the others, until all of them sleep or have ended. */
    public void runAll() {
        locked(() -> {
            for (Thread next = next(); next != null; next = next()) {
                running = next;
                turnChanged.signalAll();
                while (running != null) {
                    turnChanged.awaitUninterruptibly();
                }
            }
        });
    }

    /** How often that thread has gone to sleep. */
    public int sleeps(Thread thread) {
        lock.lock();
        try {
            return states.get(thread).sleeps;
        } finally {
            lock.unlock();
        }
    }

    private Thread next() {
        for (Map.Entry<Thread, State> each : states.entrySet()) {
            State state = each.getValue();
            boolean awake = !state.asleep || state.permit || state.untilNs <= clock.nanoTime();
            if (state.started && !state.ended && awake) {
                return each.getKey();
            }
        }
        return null;
    }

    private void giveBack() {
        running = null;
        turnChanged.signalAll();
    }

    private void awaitTurn() {
        while (running != Thread.currentThread()) {
            turnChanged.awaitUninterruptibly();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
