package dev.weft.engine.taskexecutor;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.taskexecutor.task.RunningTask;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of one job that runs on this executor: its class loader and its tasks. Owned by the executor's loop. */
@LoopOwned
final class JobOnExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(JobOnExecutor.class);

    private final ClassLoader userClassLoader;
    private final Map<ExecutionAttemptId, RunningTask> tasks = new LinkedHashMap<>();
    private boolean released;

    JobOnExecutor(ClassLoader userClassLoader) {
        this.userClassLoader = userClassLoader;
    }

    ClassLoader userClassLoader() {
        return userClassLoader;
    }

    Map<ExecutionAttemptId, RunningTask> tasks() {
        return tasks;
    }

    void markReleased() {
        released = true;
    }

    /** Whether the JobManager has released the job and its last task has ended. */
    boolean isOver() {
        return released && tasks.isEmpty();
    }

    void close() {
        if (userClassLoader instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("The user class loader {} cannot be closed", userClassLoader.getName(), e);
            }
        }
    }
}
