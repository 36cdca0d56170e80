package dev.weft.engine.local;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import java.util.function.Consumer;

/** Makes the data plane of one executor of a cluster in one process. */
@FunctionalInterface
interface EngineFactory {

    /**
     * @param secret the cluster's
     * @param onStuck to be told of a task that cannot be ended
     */
    TaskEngine create(ExecutorId executor, Secret secret, Consumer<String> onStuck);
}
