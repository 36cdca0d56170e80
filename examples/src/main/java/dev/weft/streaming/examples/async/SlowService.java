package dev.weft.streaming.examples.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stands for a database or a service elsewhere: answers after some milliseconds, different for every question. */
final class SlowService implements AutoCloseable {
    private static final int LONGEST_MS = 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "slow-service");
        thread.setDaemon(true);
        return thread;
    });

    CompletableFuture<Long> squareOf(int number) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        long delayMs = Math.floorMod(number * 7919L, LONGEST_MS);
        clock.schedule(() -> answer.complete((long) number * number), delayMs, TimeUnit.MILLISECONDS);
        return answer;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
