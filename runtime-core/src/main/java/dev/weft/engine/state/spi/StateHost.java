package dev.weft.engine.state.spi;

import dev.weft.configuration.ReadableConfig;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;

/** Services of an operator instance for its state backend. */
public interface StateHost {

    /** Describes the operator instance: {@code 'name' (3/8)}. */
    String describe();

    /** The cluster's settings, overlaid by the job's. */
    ReadableConfig configuration();

    /** The executor's clock, in milliseconds since the epoch. */
    long nowMs();

    ClassLoader userClassLoader();

    MetricGroup metrics();

    /** Creates an empty directory on the executor's disk for this operator instance; the backend removes it. */
    Path newDirectory() throws IOException;

    /** Runs a task soon on a thread for blocking work, or never, when all of them are busy. */
    default void runWhenIdle(Runnable task) {}

    /**
     * Runs actions that emit nothing on the task's thread, soon, between two records; those that come after the task's end
     * are dropped. From any thread. Empty where the backend has its caller's thread only.
     */
    default Optional<Executor> taskThread() {
        return Optional.empty();
    }

    /**
     * An object that all operator instances in a slot share, created by the first that asks, from the number of bytes
     * of the slot's managed memory, and closed after the last of them.
     */
    <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make);
}
