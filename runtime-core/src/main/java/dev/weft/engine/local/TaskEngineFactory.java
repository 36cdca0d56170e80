package dev.weft.engine.local;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import java.util.function.Consumer;

/** Creates the task engine (data plane) of one executor of an in-process cluster. */
@FunctionalInterface
interface TaskEngineFactory {

    /**
     * @param secret the cluster's
     * @param onStuck called when a task does not end although it was cancelled
     */
    TaskEngine create(ExecutorId executor, Secret secret, Consumer<String> onStuck);
}
