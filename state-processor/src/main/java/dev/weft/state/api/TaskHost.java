package dev.weft.state.api;

import dev.weft.api.common.functions.RuntimeContext;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * What a state backend needs of the task that reads or makes state beside the task's own. Closed after the backend, on the
 * task's thread.
 */
final class TaskHost implements StateHost, AutoCloseable {

    /** Bytes for what backends share; nothing else of the task's managed memory is used by these tasks. */
    private static final long SHARED_BYTES = 64L << 20;

    private final RuntimeContext context;
    private final Configuration settings;
    private final Map<Class<?>, AutoCloseable> shared = new HashMap<>();

    TaskHost(RuntimeContext context, Configuration settings) {
        this.context = context;
        this.settings = settings;
    }

    @Override
    public String describe() {
        return "'" + context.getTaskInfo().getTaskNameWithSubtasks() + "'";
    }

    @Override
    public ReadableConfig configuration() {
        return settings;
    }

    @Override
    public long nowMs() {
        return System.currentTimeMillis();
    }

    @Override
    public ClassLoader userClassLoader() {
        return context.getUserCodeClassLoader();
    }

    @Override
    public MetricGroup metrics() {
        return context.getMetricGroup();
    }

    @Override
    public Path newDirectory() throws IOException {
        return Files.createTempDirectory("state-processor");
    }

    @Override
    public <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make) {
        return type.cast(shared.computeIfAbsent(type, none -> make.apply(SHARED_BYTES)));
    }

    @Override
    public void close() throws IOException {
        try {
            for (AutoCloseable each : shared.values()) {
                each.close();
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        } finally {
            shared.clear();
        }
    }
}
