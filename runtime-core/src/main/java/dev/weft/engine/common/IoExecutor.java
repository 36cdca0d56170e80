package dev.weft.engine.common;

import java.util.concurrent.Executor;

/**
 * Runs what may block: HDFS, class loading, user code that is not a task's. Tasks run beside each other in any order. Safe from
 * any thread.
 */
public interface IoExecutor extends Executor, AutoCloseable {

    /**
     * Runs the task soon; after {@link #close} it is dropped.
     *
     * @throws WeftException INSUFFICIENT_RESOURCES, when as many tasks wait as the queue may hold
     */
    @Override
    void execute(Runnable task);

    /** Lets what runs and waits end; takes nothing new. Does not wait. */
    @Override
    void close();

    /** Starts executors: threads in a process, events of one scheduler in a simulation. */
    @FunctionalInterface
    interface Starter {

        /** @param maxThreads how many tasks may run at once */
        IoExecutor start(String name, int maxThreads);

        /** Executors on threads of their own. */
        static Starter threads() {
            return IoThreads::new;
        }
    }
}
