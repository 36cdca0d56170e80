package dev.weft.engine.exchange;

import dev.weft.engine.common.Machine;
import java.lang.invoke.VarHandle;

/**
 * The one thing on which a task sleeps, whatever it waits for: {@link #arm}, look once more, then {@link #park}. A signal
 * between arm and park is never lost; one that comes while the task is awake is forgotten, because the task looks before it
 * sleeps. Cancellation ends every park, now and later.
 *
 * <p>It has one sleeper, the task's thread, and a second one in a task whose source function has a thread of its own. A
 * signal wakes both.
 */
public final class Wakeup {

    private final Machine machine;
    private final Sleeper task;
    private volatile Second second;

    /** The other thread of the task. */
    private record Second(Thread thread, Sleeper sleeper) {}

    public Wakeup(Machine machine) {
        this.machine = machine;
        task = new Sleeper(machine);
    }

    /** From now on this thread may sleep here, too; called before it starts. */
    public void admit(Thread thread) {
        second = new Second(thread, new Sleeper(machine));
    }

    private Sleeper mine() {
        Second other = second;
        return other != null && other.thread == Thread.currentThread() ? other.sleeper : task;
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
        Second other = second;
        if (other != null) {
            other.sleeper.signal();
        }
    }

    /** Ends every park with a {@link TaskCanceledException}. */
    public void cancel() {
        task.cancel();
        cancelSecond();
    }

    /** As {@link #cancel}, for the admitted thread alone. */
    public void cancelSecond() {
        Second other = second;
        if (other != null) {
            other.sleeper.cancel();
        }
    }

    /** Unwinds the calling thread if it was cancelled. */
    public void checkCanceled() {
        mine().checkCanceled();
    }
}
