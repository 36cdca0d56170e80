package dev.weft.engine.common;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what may block: few, named, daemon, gone when idle. What is given to it waits its turn; its callers are
 * event loops that give one thing at a time and per purpose, which bounds the queue.
 */
public final class IoExecutor implements Executor, AutoCloseable {

    private final ThreadPoolExecutor threads;

    public IoExecutor(String name, int maxThreads) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                maxThreads, maxThreads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs the task on one of the threads; dropped after {@link #close}. */
    @Override
    public void execute(Runnable task) {
        if (!threads.isShutdown()) {
            threads.execute(task);
        }
    }

    /** Lets what runs and waits end; takes nothing new. Does not wait. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
