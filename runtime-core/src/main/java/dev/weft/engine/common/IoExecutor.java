package dev.weft.engine.common;

import java.util.concurrent.Executor;

/**
 * Thread pool for blocking work: HDFS, class loading, user code outside of tasks. Tasks run concurrently, in no
 * particular order. Thread-safe.
 */
public interface IoExecutor extends Executor, AutoCloseable {

    /**
     * Runs the task soon; after {@link #close} it is dropped.
     *
     * @throws WeftException INSUFFICIENT_RESOURCES, when as many tasks wait as the queue may hold
     */
    @Override
    void execute(Runnable task);

    /** Rejects further tasks; those that run or wait are completed. Does not wait for them. */
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
