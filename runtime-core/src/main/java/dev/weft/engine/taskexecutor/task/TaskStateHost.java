package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services of a task for the state backend of one of its operators.
 *
 * @param shared what the tasks of the slot share
 * @param clock the task's
 * @param io runs blocking work
 * @param thread runs actions on the task's thread, between two records
 */
record TaskStateHost(
        String describe,
        ReadableConfig configuration,
        ClassLoader userClassLoader,
        MetricGroup metrics,
        SlotShares.Lease shared,
        ProcessingTimeService clock,
        IoExecutor io,
        Executor thread)
        implements StateHost {

    private static final Logger LOG = LoggerFactory.getLogger(TaskStateHost.class);

    @Override
    public long nowMs() {
        return clock.getCurrentProcessingTime();
    }

    @Override
    public Path newDirectory() throws IOException {
        return shared.newDirectory();
    }

    @Override
    public void runWhenIdle(Runnable task) {
        try {
            io.execute(task);
        } catch (WeftException allAreBusy) {
            LOG.debug("Nobody helps {}", describe, allAreBusy);
        }
    }

    @Override
    public Optional<Executor> taskThread() {
        return Optional.of(thread);
    }

    @Override
    public <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make) {
        return shared.get(type, make);
    }
}
