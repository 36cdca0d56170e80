package dev.weft.engine.common;

/**
 * The threads that run tasks, and every way in which they wait: a task's code starts no thread, sleeps on nothing and wakes
 * nobody except through this interface. A process uses the machine's threads; a simulation lets exactly one of them run at
 * a time and decides at each wait which one is next.
 *
 * <p>Waking works as with {@link java.util.concurrent.locks.LockSupport}: a thread that is unparked while it does not
 * sleep ends its next sleep at once. A thread may also wake for no reason. Safe from any thread.
 */
public interface TaskThreads {

    /**
     * A daemon thread that has not started yet.
     *
     * @param contextClassLoader where the thread's libraries look for the user's classes
     */
    Thread create(String name, ClassLoader contextClassLoader, Runnable body);

    /** Starts a thread that was created here. */
    void start(Thread thread);

    /**
     * Lets the calling thread sleep until it is unparked or interrupted.
     *
     * @param blocker what it waits for, which thread dumps show
     */
    void park(Object blocker);

    /** As {@link #park}, but not longer than that. */
    void parkNanos(Object blocker, long nanos);

    /** Ends the sleep of that thread, or its next one. */
    void unpark(Thread thread);

    /** Interrupts that thread, which also ends its sleep. */
    void interrupt(Thread thread);

    /**
     * Offers the processor of the calling thread to others, before it goes to sleep.
     *
     * @return whether trying again makes sense; false where other threads run only while this one sleeps
     */
    boolean yield();

    /** The machine's threads. */
    static TaskThreads system() {
        return SystemTaskThreads.INSTANCE;
    }
}
