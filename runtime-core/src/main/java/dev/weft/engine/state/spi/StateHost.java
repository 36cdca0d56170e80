package dev.weft.engine.state.spi;

import dev.weft.configuration.ReadableConfig;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongFunction;

/** What an operator instance offers to its state backend. */
public interface StateHost {

    /** The operator instance in words: {@code 'name' (3/8)}. */
    String describe();

    /** The job's settings over those of the cluster. */
    ReadableConfig configuration();

    /** The executor's clock, in milliseconds since the epoch. */
    long nowMs();

    ClassLoader userClassLoader();

    MetricGroup metrics();

    /** A new empty directory on the executor's disk, of this operator instance alone; the backend removes it. */
    Path newDirectory() throws IOException;

    /**
     * Something that all operator instances in a slot share, made by the first to ask from the bytes of managed memory of
     * the slot, and closed after the last of them.
     */
    <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make);
}
