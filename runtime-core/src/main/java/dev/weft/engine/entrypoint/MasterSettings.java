package dev.weft.engine.entrypoint;

import dev.weft.configuration.Configuration;
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
import dev.weft.engine.rpc.RpcSettings;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import dev.weft.engine.usercode.UserClassLoaders;

/**
 * Translates the effective configuration into the settings of the components of a JobManager process.
 *
 * @param configuration as the client staged it
 */
public record MasterSettings(Configuration configuration) {

    /** Binds the REST port; the failure says what is wrong with the configured address or port. */
    public BoundPort restPort() {
        return BoundPort.take(
                configuration.get(RestServiceOptions.BIND_ADDRESS), configuration.get(RestServiceOptions.BIND_PORT));
    }

    public RestServer.Settings rest() {
        return new RestServer.Settings(
                Release.current(),
                configuration.get(RestServiceOptions.CANCEL_ENABLED),
                configuration.get(RestServiceOptions.IDLE_TIMEOUT));
    }

    /** Maximum number of executors that may fail within a minute. */
    public int maxFailures() {
        return Math.round(configuration.get(ResourceOptions.MAX_START_FAILURES));
    }

    /** Factory of the user's class loaders. */
    public UserClassLoaders userClasses(ClassLoader parent) {
        ResolvePolicy policy = ResolvePolicy.of(configuration);
        return (name, entries) -> UserClassLoader.open(name, entries, policy, parent);
    }

    /**
     * @param epoch this JobManager's incarnation; higher than that of every JobManager before it
     * @param worker the kind of worker to ask for
     */
    public JobManagerSettings jobManager(long epoch, WorkerSpec worker) {
        Times usual = Times.defaults();
        Times times = new Times(
                configuration.get(TaskExecutorOptions.HEARTBEAT_INTERVAL),
                configuration.get(TaskExecutorOptions.HEARTBEAT_TIMEOUT),
                configuration.get(ResourceOptions.SLOT_REQUEST_TIMEOUT),
                configuration.get(ResourceOptions.WORKER_REGISTRATION_TIMEOUT),
                configuration.get(ResourceOptions.IDLE_WORKER_TIMEOUT),
                usual.exitReason());
        return new JobManagerSettings(
                BindAddress.anyPort(configuration.get(NetworkOptions.MASTER_BIND_HOST)),
                RpcSettings.of(configuration),
                new ResourceSettings(epoch, worker, Balance.FILL, times));
    }
}
