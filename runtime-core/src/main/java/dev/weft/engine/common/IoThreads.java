package dev.weft.engine.common;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread pool with a few named daemon threads, which end when idle, and a bounded queue. Callers are event loops that
 * submit one task at a time and purpose, so {@link #CAPACITY} waiting tasks mean that all threads hang.
 */
final class IoThreads implements IoExecutor {

    static final int CAPACITY = 10_000;

    private final String name;
    private final ThreadPoolExecutor threads;

    IoThreads(String name, int maxThreads) {
        this.name = name;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                maxThreads, maxThreads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(CAPACITY), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            if (!threads.isShutdown()) {
                throw new WeftException(
                        ErrorCode.INSUFFICIENT_RESOURCES,
                        CAPACITY + " tasks wait for the " + threads.getMaximumPoolSize() + " threads of " + name
                                + ", which all are busy: look at their stacks for the call that hangs",
                        e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
