package dev.weft.engine.exchange;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.TaskThreads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lets one task's thread sleep until somebody has something for it: {@link #arm}, look once more, then {@link #park}.
 * A signal between arm and park is never lost. Cancellation ends every park, now and later.
 *
 * <p>Under load the signal is about to come, and to wake a sleeping thread, perhaps on a sleeping processor, takes longer than that. So a thread
 * that goes to sleep first offers its processor to others for a moment. While that is in vain it is tried ever more seldom.
 */
public final class Wakeup {

    private static final int AWAKE = 0;
    private static final int ARMED = 1;
    private static final int SIGNALLED = 2;
    private static final long MOMENT_NANOS = 100_000;
    private static final int MOST_SKIPPED = 64;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Wakeup.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TaskThreads threads;
    private final Clock clock;
    private volatile int state;
    private volatile boolean canceled;
    private volatile Thread owner;
    /** The owner's: how many sleeps begin without waiting awake, now and after the next time in vain. */
    private int skipped;

    private int skippedAfterNext;

    public Wakeup(Machine machine) {
        threads = machine.threads();
        clock = machine.clock();
    }

    /** From now on a signal ends the next {@link #park} of the calling thread. */
    public void arm() {
        if (owner != Thread.currentThread()) {
            owner = Thread.currentThread();
        }
        state = ARMED;
    }

    /** There was something after all. */
    public void disarm() {
        state = AWAKE;
    }

    /**
     * Sleeps until signalled since {@link #arm}.
     *
     * @throws TaskCanceledException when the task was cancelled
     */
    public void park() {
        waitAwake();
        while (state == ARMED && !canceled) {
            threads.park(this);
            if (!canceled) {
                Thread.interrupted();
            }
        }
        state = AWAKE;
        checkCanceled();
    }

    /** Ends when it was signalled, or after a moment in vain. */
    private void waitAwake() {
        if (skipped > 0) {
            skipped--;
            return;
        }
        long since = clock.nanoTime();
        while (state == ARMED && !canceled) {
            if (!threads.yield() || clock.nanoTime() - since > MOMENT_NANOS) {
                skippedAfterNext = Math.min(2 * skippedAfterNext + 1, MOST_SKIPPED);
                skipped = skippedAfterNext;
                return;
            }
        }
        skippedAfterNext = 0;
    }

    /** {@link #park} that ends by itself after some time. */
    public void parkAtMost(long nanos) {
        if (state == ARMED && !canceled) {
            threads.parkNanos(this, nanos);
        }
        state = AWAKE;
        checkCanceled();
    }

    /** Ends the park, or the next one. Everything that the caller wrote before is seen by the one who wakes up. */
    public void signal() {
        VarHandle.fullFence();
        if (state == ARMED && (int) STATE.getAndSet(this, SIGNALLED) == ARMED) {
            threads.unpark(owner);
        }
    }

    /** Ends every park with a {@link TaskCanceledException}. */
    public void cancel() {
        canceled = true;
        Thread sleeper = owner;
        if (sleeper != null) {
            threads.unpark(sleeper);
        }
    }

    /** Unwinds the task if it was cancelled. */
    public void checkCanceled() {
        if (canceled) {
            throw new TaskCanceledException();
        }
    }
}
