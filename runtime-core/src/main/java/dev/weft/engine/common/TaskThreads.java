package dev.weft.engine.common;

/**
 * The threads that run tasks, and all their blocking operations: the code of a task starts no thread, sleeps and wakes
 * nobody except through this interface. A process uses real threads; a simulation runs one of them at a time and
 * chooses the next one at each wait.
 *
 * <p>Waking works as with {@link java.util.concurrent.locks.LockSupport}: a thread that is unparked while it does not
 * sleep ends its next sleep at once. A thread may also wake for no reason. Safe from any thread.
 */
public interface TaskThreads {

    /**
     * Creates a daemon thread, not started yet.
     *
     * @param contextClassLoader where the thread's libraries look for the user's classes
     */
    Thread create(String name, ClassLoader contextClassLoader, Runnable body);

    /** Starts a thread that was created here. */
    void start(Thread thread);

    /**
     * Parks the calling thread until it is unparked or interrupted.
     *
     * @param blocker what it waits for, which thread dumps show
     */
    void park(Object blocker);

    /** As {@link #park}, with a timeout. */
    void parkNanos(Object blocker, long nanos);

    /** Ends the park of a thread, or its next one. */
    void unpark(Thread thread);

    /** Interrupts a thread, which also ends its park. */
    void interrupt(Thread thread);

    /**
     * Spins once: yields the calling thread's processor before it parks.
     *
     * @return whether trying again makes sense; false where other threads run only while this one sleeps
     */
    boolean yield();

    /** Real threads. */
    static TaskThreads system() {
        return SystemTaskThreads.INSTANCE;
    }
}
