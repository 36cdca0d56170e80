package dev.weft.engine.exchange;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.TaskThreads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Parking of one thread until it is signalled: a binary semaphore with the states awake, armed and signalled, and
 * adaptive spinning. Under load the signal is about to come, and waking a thread takes longer than that; so the thread
 * first yields the processor for a moment. While that turns out to be in vain, it is tried after ever more sleeps
 * (exponential backoff).
 */
final class Sleeper {

    private static final int AWAKE = 0;
    private static final int ARMED = 1;
    private static final int SIGNALLED = 2;
    private static final long YIELD_NS = 100_000;
    private static final int MOST_SLEEPS_WITHOUT_YIELD = 64;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Sleeper.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TaskThreads threads;
    private final Clock clock;
    private volatile int state;
    private volatile boolean canceled;
    private volatile Thread owner;

    // Owned by the thread that sleeps.
    private int sleepsWithoutYield;
    private int sleepsWithoutYieldNext;

    Sleeper(Machine machine) {
        threads = machine.threads();
        clock = machine.clock();
    }

    void arm() {
        if (owner != Thread.currentThread()) {
            owner = Thread.currentThread();
        }
        state = ARMED;
    }

    void disarm() {
        state = AWAKE;
    }

    void park() {
        yieldForAMoment();
        while (state == ARMED && !canceled) {
            threads.park(this);
            if (!canceled) {
                Thread.interrupted();
            }
        }
        state = AWAKE;
        checkCanceled();
    }

    private void yieldForAMoment() {
        if (sleepsWithoutYield > 0) {
            sleepsWithoutYield--;
            return;
        }
        long since = clock.nanoTime();
        while (state == ARMED && !canceled) {
            if (!threads.yield() || clock.nanoTime() - since > YIELD_NS) {
                sleepsWithoutYieldNext = Math.min(2 * sleepsWithoutYieldNext + 1, MOST_SLEEPS_WITHOUT_YIELD);
                sleepsWithoutYield = sleepsWithoutYieldNext;
                return;
            }
        }
        sleepsWithoutYieldNext = 0;
    }

    void parkAtMost(long nanos) {
        if (state == ARMED && !canceled) {
            threads.parkNanos(this, nanos);
        }
        state = AWAKE;
        checkCanceled();
    }

    /** The caller has issued a full fence. */
    void signal() {
        if (state == ARMED && (int) STATE.getAndSet(this, SIGNALLED) == ARMED) {
            threads.unpark(owner);
        }
    }

    void cancel() {
        canceled = true;
        Thread sleeping = owner;
        if (sleeping != null) {
            threads.unpark(sleeping);
        }
    }

    void checkCanceled() {
        if (canceled) {
            throw new TaskCanceledException();
        }
    }
}
