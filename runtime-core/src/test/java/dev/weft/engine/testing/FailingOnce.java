package dev.weft.engine.testing;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.configuration.Configuration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes numbers on; of all its instances the first one that hears of two complete checkpoints fails, once. What has happened is
 * counted for all instances in the JVM: one job at a time.
 */
public final class FailingOnce extends RichMapFunction<Long, Long> implements CheckpointListener {

    private static final long serialVersionUID = 1L;

    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final AtomicInteger STARTS = new AtomicInteger();
    private static volatile Runnable atFailure = () -> {};

    private transient int completed;

    /** Before a job. */
    public static void reset() {
        reset(() -> {});
    }

    /** @param actionAtFailure what is done as the task fails */
    public static void reset(Runnable actionAtFailure) {
        FAILURES.set(0);
        STARTS.set(0);
        atFailure = actionAtFailure;
    }

    /** After {@link #reset}: no task fails. */
    public static void failed() {
        FAILURES.set(1);
    }

    /** How many tasks have failed. */
    public static int failures() {
        return FAILURES.get();
    }

    /** How many instances have been started. */
    public static int starts() {
        return STARTS.get();
    }

    /** Settings of a job with frequent checkpoints that goes on after one failure. */
    public static Configuration settings() {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "10 ms");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "1");
        settings.setString("restart-strategy.fixed-delay.delay", "1 ms");
        return settings;
    }

    @Override
    public void open(OpenContext context) {
        STARTS.incrementAndGet();
    }

    @Override
    public Long map(Long number) {
        return number;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        completed++;
        if (completed == 2 && FAILURES.compareAndSet(0, 1)) {
            atFailure.run();
            throw new IllegalStateException("fails after checkpoint " + checkpointId);
        }
    }
}
