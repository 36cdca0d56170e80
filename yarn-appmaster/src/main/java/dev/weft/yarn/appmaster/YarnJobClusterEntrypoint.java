package dev.weft.yarn.appmaster;

import dev.weft.core.fs.FileSystem;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.ProcessExit;
import dev.weft.engine.dispatcher.JobManager;
import dev.weft.engine.entrypoint.MasterSettings;
import dev.weft.engine.entrypoint.PerJobApplication;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.rest.server.BoundPort;
import dev.weft.engine.rest.server.RestServer;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.BlobDirectory;
import dev.weft.engine.usercode.UserCode;
import dev.weft.yarn.appmaster.RmSession.Endpoint;
import dev.weft.yarn.common.configuration.StagedConfiguration;
import dev.weft.yarn.common.hadoop.HadoopConfiguration;
import dev.weft.yarn.common.launch.ApplicationEnvironment;
import dev.weft.yarn.common.launch.ApplicationSecret;
import dev.weft.yarn.common.launch.ContainerFiles;
import dev.weft.yarn.common.launch.ContainerIdentity;
import java.nio.file.Path;
import java.util.Map;

/**
 * Main class of the application master of a per-job application. It prepares the connection to YARN on a thread of its
 * own and requests containers as soon as the REST port is known, before the JobManager exists and before the job is
 * read.
 */
public final class YarnJobClusterEntrypoint {

    private YarnJobClusterEntrypoint() {}

    /** Started by YARN; takes no arguments. */
    public static void main(String[] args) {
        ProcessExit.after(() -> run(System.getenv()));
    }

    private static ProcessExit run(Map<String, String> environment) {
        ContainerIdentity self = ContainerIdentity.read(environment);
        ApplicationEnvironment staged = ApplicationEnvironment.read(environment);
        Lazy<org.apache.hadoop.conf.Configuration> hadoop =
                new Lazy<>(() -> HadoopConfiguration.forContainer(environment));
        Machine machine = Machine.system();
        YarnResourceProvider yarn = YarnResourceProvider.connect(machine, hadoop, staged.nodes());

        MasterSettings settings = new MasterSettings(StagedConfiguration.read());
        BoundPort restPort = settings.restPort();
        String restAddress = "http://" + self.host() + ":" + restPort.port();
        yarn.register(new Endpoint(self.host(), restPort.port(), restAddress), staged.demand(), settings.maxFailures());

        FileSystem.initialize(settings.configuration());
        Secret secret = ApplicationSecret.read(self.tokenFile());
        PerJobApplication application = PerJobApplication.start(machine);
        WorkerDemand demand = staged.demand().get(0);
        JobManager jobManager = new JobManager(
                settings.jobManager(self.attempt(), demand.spec()),
                secret,
                machine,
                Transport.tcp(),
                new UserCode(
                        settings.userClasses(YarnJobClusterEntrypoint.class.getClassLoader()),
                        new BlobDirectory(Path.of(ContainerFiles.BLOBS))),
                application);
        yarn.launchBy(new ExecutorLaunches(staged, settings.configuration(), self.host(), jobManager.controlPort()));
        jobManager.start(yarn, demand.count() * demand.spec().slots());

        application.run(
                PerJobApplication.Jobs.of(jobManager), () -> StagedJob.read(staged.files(), settings.configuration()));
        RestServer.start(
                restPort,
                settings.rest(),
                jobManager.clusterView(),
                jobManager.commands(),
                application.results(),
                machine);

        StagingCleanup staging = new StagingCleanup(hadoop, staged.staging());
        staging.prepare();
        yarn.applicationOver().thenRun(staging::begin);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            yarn.hurry();
                            staging.await();
                        },
                        "weft-shutdown"));
        ProcessExit how = application.ended().join().exit();
        yarn.closed().join();
        return how;
    }
}
