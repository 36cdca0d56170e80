package dev.weft.engine.taskexecutor;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import java.time.Duration;

/**
 * Settings of a TaskExecutor.
 *
 * @param id who it is; on YARN its container id
 * @param epoch of the JobManager that launched it
 * @param slots how many slots it offers, >= 1
 * @param dataHost host under which other executors reach its data port
 * @param resources for display
 * @param registration how long it tries to register before it gives up
 */
public record TaskExecutorSettings(
        ExecutorId id, long epoch, int slots, String dataHost, Resources resources, Duration registration) {

    public TaskExecutorSettings {
        if (slots < 1) {
            throw new IllegalArgumentException("taskmanager.numberOfTaskSlots must be >= 1, not " + slots);
        }
    }
}
