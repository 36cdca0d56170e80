package dev.weft.engine.entrypoint;

import dev.weft.configuration.Configuration;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.Machine;
import dev.weft.engine.configuration.ExecutorMemory;
import dev.weft.engine.configuration.ExecutorMemoryOptions;
import dev.weft.engine.configuration.NetworkOptions;
import dev.weft.engine.configuration.RestartOptions;
import dev.weft.engine.configuration.TaskExecutorOptions;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.taskexecutor.task.TaskEngineFaults;
import dev.weft.engine.taskexecutor.task.TaskEngineSettings;
import dev.weft.engine.taskexecutor.task.ThreadedTaskEngine;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;

/** Factory of the data plane (task engine) of an executor process, from the effective configuration. */
public final class DataPlane {

    /**
     * How long a consumer waits until its producer is deployed on another executor: both are deployed at the same time.
     */
    private static final Duration PRODUCER_PATIENCE = Duration.ofMinutes(1);

    private DataPlane() {}

    /**
     * @param host where other executors reach this one
     * @param scratch a directory of this process's own, for state that lives on disk; removed by the cluster however the process ends
     */
    public static TaskEngine open(
            Configuration settings,
            ExecutorMemory memory,
            Secret secret,
            String host,
            Path scratch,
            Clock clock,
            TaskEngineFaults faults) {
        int port = settings.get(NetworkOptions.DATA_PORT);
        ExchangeSettings exchange = new ExchangeSettings(
                memory.network(),
                (int) settings.get(ExecutorMemoryOptions.SEGMENT).getBytes(),
                (int) settings.get(NetworkOptions.MAX_RECORD).getBytes(),
                settings.get(NetworkOptions.SHARE_MEMORY),
                new BindAddress(settings.get(NetworkOptions.EXECUTOR_BIND_HOST), port, port),
                secret,
                1,
                Duration.ofSeconds(settings.get(NetworkOptions.CONNECT_TIMEOUT_S)),
                PRODUCER_PATIENCE);
        return new ThreadedTaskEngine(
                        new TaskEngineSettings(
                                exchange,
                                memory.managed() / settings.get(TaskExecutorOptions.SLOTS),
                                scratch,
                                host,
                                true,
                                settings.get(RestartOptions.CANCELLATION_INTERVAL),
                                settings.get(RestartOptions.CANCELLATION_TIMEOUT)),
                        Machine.on(clock),
                        Transport.tcp(),
                        faults)
                .watchingForExit();
    }
}
