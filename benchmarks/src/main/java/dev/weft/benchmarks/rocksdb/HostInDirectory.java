package dev.weft.benchmarks.rocksdb;

import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;

/**
 * {@code StateHost} of a backend whose files are in a directory of the benchmark.
 *
 * @param taskThread runs actions on the benchmark's thread, if it does so between records
 */
record HostInDirectory(Path directory, ReadableConfig configuration, Optional<Executor> taskThread, StateHost fake)
        implements StateHost {
    @Override
    public String describe() {
        return fake.describe();
    }

    @Override
    public ClassLoader userClassLoader() {
        return fake.userClassLoader();
    }

    @Override
    public MetricGroup metrics() {
        return fake.metrics();
    }

    @Override
    public long nowMs() {
        return fake.nowMs();
    }

    @Override
    public Path newDirectory() throws IOException {
        return Files.createTempDirectory(directory, "state-");
    }

    @Override
    public <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make) {
        return fake.sharedInSlot(type, make);
    }
}
