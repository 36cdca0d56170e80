package dev.weft.engine.exchange;

import dev.weft.engine.common.Machine;
import java.lang.invoke.VarHandle;

/**
 * The one wake-up of a task, whatever it waits for: {@link #arm}, check the condition once more, then {@link #park}. A
 * signal between arm and park is not lost; one that comes while the task is awake is ignored, because the task checks
 * before it sleeps. Cancellation ends every park, now and later.
 *
 * <p>Normally only the task's thread sleeps here. A source function has a thread of its own, and may emit from other
 * threads that it starts; each of them holds the function's lock while it is inside the chain. A signal wakes all
 * sleeping threads. Since the wake-up knows which threads may be inside the chain, it also checks ownership: {@link
 * #assertOwned} is called once per batch or less often.
 */
public final class Wakeup {

    private final Machine machine;
    private final Sleeper task;
    private volatile Thread owner;
    private volatile Function function;

    /**
     * The threads of a source function, which may sleep here too.
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

    /** Makes the calling thread the owner: from now on no other one passes {@link #assertOwned}. */
    public void own() {
        owner = Thread.currentThread();
    }

    /** Lets the threads of a source function sleep here too; called before the first one starts. */
    public void admit(Thread thread, Object lock) {
        function = new Function(thread, lock, new Sleeper(machine), new Sleeper(machine));
    }

    /** Whether the caller is the source function's own thread. */
    public boolean isAdmitted() {
        Function other = function;
        return other != null && Thread.currentThread() == other.thread;
    }

    /** The clock for durations of the machine that the task runs on. */
    long nanoTime() {
        return machine.clock().nanoTime();
    }

    /** Fails if the caller may not be inside the chain; passes everyone while the task has no thread. */
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

    /** Prepares to park: from now on a signal ends the next {@link #park} of the calling thread. */
    public void arm() {
        mine().arm();
    }

    /** Cancels {@link #arm}: there is something to do after all. */
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

    /** As {@link #park}, with a timeout. */
    public void parkAtMost(long nanos) {
        mine().parkAtMost(nanos);
    }

    /**
     * Ends the current or next park. Everything that the caller wrote before is visible to the thread that wakes up.
     */
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
