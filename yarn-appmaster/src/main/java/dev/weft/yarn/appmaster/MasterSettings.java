package dev.weft.yarn.appmaster;

import dev.weft.configuration.Configuration;
import dev.weft.engine.configuration.ConfigurationFile;
import dev.weft.engine.configuration.ConfigurationLoader;
import dev.weft.engine.configuration.NetworkOptions;
import dev.weft.engine.configuration.ResourceOptions;
import dev.weft.engine.configuration.RestServiceOptions;
import dev.weft.engine.configuration.TaskExecutorOptions;
import dev.weft.engine.dispatcher.JobManagerSettings;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.resourcemanager.ResourceSettings;
import dev.weft.engine.resourcemanager.ResourceSettings.Times;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.engine.rest.server.BoundPort;
import dev.weft.engine.rest.server.Release;
import dev.weft.engine.rest.server.RestServer;
import dev.weft.engine.rpc.BindAddress;
import dev.weft.engine.rpc.RpcSettings;
import dev.weft.yarn.common.configuration.YarnOptions;
import dev.weft.yarn.common.launch.ContainerFiles;
import java.nio.file.Path;

/** Reads the effective configuration and translates it into what the parts of the application master go by. */
final class MasterSettings {

    private MasterSettings() {}

    /** The configuration that the client staged. */
    static Configuration load() {
        return new ConfigurationLoader(YarnOptions.catalog())
                .load(ConfigurationFile.read(Path.of(ContainerFiles.CONFIGURATION)))
                .configuration();
    }

    static BoundPort restPort(Configuration settings) {
        return BoundPort.take(
                settings.get(RestServiceOptions.BIND_ADDRESS), settings.get(RestServiceOptions.BIND_PORT));
    }

    static RestServer.Settings rest(Configuration settings) {
        return new RestServer.Settings(
                Release.current(),
                settings.get(RestServiceOptions.CANCEL_ENABLED),
                settings.get(RestServiceOptions.IDLE_TIMEOUT));
    }

    /** Executors that may end by their own fault within a minute. */
    static int maxFailures(Configuration settings) {
        return Math.round(settings.get(ResourceOptions.MAX_START_FAILURES));
    }

    static JobManagerSettings jobManager(Configuration settings, long epoch, WorkerSpec worker) {
        Times usual = Times.defaults();
        Times times = new Times(
                settings.get(TaskExecutorOptions.HEARTBEAT_INTERVAL),
                settings.get(TaskExecutorOptions.HEARTBEAT_TIMEOUT),
                settings.get(ResourceOptions.SLOT_REQUEST_TIMEOUT),
                settings.get(ResourceOptions.WORKER_REGISTRATION_TIMEOUT),
                settings.get(ResourceOptions.IDLE_WORKER_TIMEOUT),
                usual.exitReason());
        return new JobManagerSettings(
                BindAddress.anyPort(settings.get(NetworkOptions.MASTER_BIND_HOST)),
                RpcSettings.of(settings),
                new ResourceSettings(epoch, worker, Balance.FILL, times));
    }
}
