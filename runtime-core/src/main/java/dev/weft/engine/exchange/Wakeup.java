package dev.weft.engine.exchange;

import dev.weft.engine.common.Machine;
import java.lang.invoke.VarHandle;

/**
 * The one thing on which a task sleeps, whatever it waits for: {@link #arm}, look once more, then {@link #park}. A signal
 * between arm and park is never lost; one that comes while the task is awake is forgotten, because the task looks before it
 * sleeps. Cancellation ends every park, now and later.
 *
 * <p>The task's thread sleeps here alone, except in a task with a source function. That function has a thread of its own, and
 * may emit from any other that it starts; each of them holds the function's lock while it is inside the chain. A signal wakes
 * all that sleep. Since the wake-up knows who may be inside the chain it also guards the doors: {@link #assertOwned} is passed
 * once a batch, or more seldom.
 */
public final class Wakeup {

    private final Machine machine;
    private final Sleeper task;
    private volatile Thread owner;
    private volatile Function function;

    /**
     * Who else may sleep here.
     *
     * @param thread the source function's own
     * @param lock held by whoever emits
     * @param own where that thread sleeps
     * @param others where any other thread sleeps, which holds the lock
     */
    private record Function(Thread thread, Object lock, Sleeper own, Sleeper others) {}

    public Wakeup(Machine machine) {
        this.machine = machine;
        task = new Sleeper(machine);
    }

    /** The calling thread is the task's; from now on no other one passes {@link #assertOwned}. */
    public void own() {
        owner = Thread.currentThread();
    }

    /** From now on the threads of a source function may sleep here, too; called before the first one starts. */
    public void admit(Thread thread, Object lock) {
        function = new Function(thread, lock, new Sleeper(machine), new Sleeper(machine));
    }

    /** Whether the caller is the source function's own thread. */
    public boolean isAdmitted() {
        Function other = function;
        return other != null && Thread.currentThread() == other.thread;
    }

    /** Fails when the caller may not be inside the chain, once the task has a thread. */
    public void assertOwned() {
        Thread current = Thread.currentThread();
        Thread own = owner;
        if (own == null || current == own) {
            return;
        }
        Function other = function;
        if (other == null || !Thread.holdsLock(other.lock)) {
            throw new IllegalStateException(
                    "'" + current.getName() + "' uses what belongs to the thread '" + own.getName()
                            + "': records are emitted on the task's own thread only; let other threads send it a mail");
        }
    }

    private Sleeper mine() {
        Function other = function;
        if (other == null) {
            return task;
        }
        Thread current = Thread.currentThread();
        if (current == other.thread) {
            return other.own;
        }
        return current == owner ? task : other.others;
    }

    /** From now on a signal ends the next {@link #park} of the calling thread. */
    public void arm() {
        mine().arm();
    }

    /** There was something after all. */
    public void disarm() {
        mine().disarm();
    }

    /**
     * Sleeps until signalled since {@link #arm}.
     *
     * @throws TaskCanceledException when the task was cancelled
     */
    public void park() {
        mine().park();
    }

    /** {@link #park} that ends by itself after some time. */
    public void parkAtMost(long nanos) {
        mine().parkAtMost(nanos);
    }

    /** Ends the park, or the next one. Everything that the caller wrote before is seen by the one who wakes up. */
    public void signal() {
        VarHandle.fullFence();
        task.signal();
        Function other = function;
        if (other != null) {
            other.own.signal();
            other.others.signal();
        }
    }

    /** Ends every park with a {@link TaskCanceledException}. */
    public void cancel() {
        task.cancel();
        cancelFunction();
    }

    /** As {@link #cancel}, for the threads of the source function alone. */
    public void cancelFunction() {
        Function other = function;
        if (other != null) {
            other.own.cancel();
            other.others.cancel();
        }
    }

    /** Unwinds the calling thread if it was cancelled. */
    public void checkCanceled() {
        mine().checkCanceled();
    }
}
