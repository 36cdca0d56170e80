package dev.weft.yarn.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs blocking calls beside the main thread, on daemon threads, so that a hanging call never keeps the client alive.
 */
final class BackgroundIo implements AutoCloseable {

    private static final long CLEANING_MS = 3_000;

    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "yarn-client-io-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    <T> Future<T> start(Callable<T> call) {
        return threads.submit(call);
    }

    /** Runs all and returns when all have ended; throws the first failure. Results in the order of the calls. */
    <T> List<T> all(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        Exception failure = null;
        for (Future<T> future : threads.invokeAll(calls)) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                failure = failure == null ? unwrapped(e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    /** The result, or the exception of the call itself; a {@link TimeoutException} when it takes longer than that. */
    static <T> T await(Future<T> future, long patienceMs) throws Exception {
        try {
            return future.get(Math.max(0, patienceMs), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (CancellationException e) {
            throw new InterruptedException("cancelled");
        }
    }

    private static Exception unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return (Exception) cause;
    }

    /** Interrupts what still runs and gives it a moment to clean up behind itself, such as a half-done upload. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLEANING_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
