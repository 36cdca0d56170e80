package dev.weft.yarn.appmaster;

import dev.weft.configuration.Configuration;
import dev.weft.core.fs.FileSystem;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.dispatcher.JobManager;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.engine.rest.server.BoundPort;
import dev.weft.engine.rest.server.RestServer;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.usercode.ResolvePolicy;
import dev.weft.engine.usercode.UserClassLoader;
import dev.weft.yarn.appmaster.RmSession.Endpoint;
import dev.weft.yarn.common.hadoop.HadoopConfiguration;
import dev.weft.yarn.common.launch.ApplicationEnvironment;
import dev.weft.yarn.common.launch.ApplicationSecret;
import dev.weft.yarn.common.launch.ContainerIdentity;
import dev.weft.yarn.common.launch.ProcessExit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;

/**
 * The application master of one job. The way to YARN is prepared on a thread of its own, and containers are asked for as soon as the
 * REST port is known: before the JobManager exists and before the job is read.
 */
public final class YarnJobClusterEntrypoint {

    private YarnJobClusterEntrypoint() {}

    /** Started by YARN; takes no arguments. */
    public static void main(String[] args) {
        try {
            run(System.getenv()).leave();
        } catch (RuntimeException e) {
            // The first line of this file is what YARN shows as the reason.
            e.printStackTrace();
            ProcessExit how = e instanceof WeftException ? ProcessExit.BAD_ENVIRONMENT : ProcessExit.FATAL_ERROR;
            how.leave();
        }
    }

    private static ProcessExit run(Map<String, String> environment) {
        ContainerIdentity self = ContainerIdentity.read(environment);
        ApplicationEnvironment application = ApplicationEnvironment.read(environment);
        Once<org.apache.hadoop.conf.Configuration> hadoop =
                new Once<>(() -> HadoopConfiguration.forContainer(environment));
        YarnResourceProvider provider = YarnResourceProvider.of(hadoop, application.nodes());
        CompletableFuture<Endpoint> endpoint = new CompletableFuture<>();
        CompletableFuture<Function<WorkerSpec, ContainerLaunchContext>> launches = new CompletableFuture<>();
        provider.open(endpoint, launches, application.demand());

        Configuration settings = MasterSettings.load();
        provider.tolerate(MasterSettings.maxFailures(settings));
        BoundPort restPort = MasterSettings.restPort(settings);
        endpoint.complete(new Endpoint(self.host(), restPort.port(), "http://" + self.host() + ":" + restPort.port()));

        FileSystem.initialize(settings);
        Secret secret = ApplicationSecret.read(self.tokenFile());
        Clock clock = Clock.system();
        StagingCleanup staging = new StagingCleanup(hadoop, application.staging());
        ApplicationMaster master = ApplicationMaster.start(clock, staging::begin);
        WorkerDemand demand = application.demand().get(0);
        JobManager jobManager = new JobManager(
                MasterSettings.jobManager(settings, self.attempt(), demand.spec()),
                secret,
                clock,
                (name, entries) -> UserClassLoader.open(
                        name, entries, ResolvePolicy.of(settings), YarnJobClusterEntrypoint.class.getClassLoader()),
                master);
        launches.complete(new ExecutorLaunches(application, settings, self.host(), jobManager.controlPort()));
        jobManager.start(provider, demand.count() * demand.spec().slots());
        master.run(ApplicationMaster.Jobs.of(jobManager), () -> StagedJob.read(application.files(), settings));
        RestServer.start(
                restPort,
                MasterSettings.rest(settings),
                jobManager.clusterView(),
                jobManager.commands(),
                master.watch());
        staging.prepare();
        Runtime.getRuntime().addShutdownHook(new Thread(staging::finish, "weft-shutdown"));
        ProcessExit how = master.ended().join().exit();
        provider.closed().join();
        return how;
    }
}
