package dev.weft.yarn.client;

import dev.weft.client.spi.ClientContext;
import dev.weft.client.spi.ClusterApplication;
import dev.weft.client.spi.DeployRequest;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.ConfigurationFile;
import dev.weft.engine.configuration.NetworkOptions;
import dev.weft.engine.graph.DetachedGraph;
import dev.weft.engine.graph.JobGraphCodec;
import dev.weft.engine.rpc.Secret;
import dev.weft.yarn.client.YarnLink.NewApplication;
import dev.weft.yarn.common.configuration.ContainerSettings;
import dev.weft.yarn.common.configuration.YarnOptions;
import dev.weft.yarn.common.hadoop.ApplicationTokens;
import dev.weft.yarn.common.launch.ApplicationEnvironment;
import dev.weft.yarn.common.launch.ApplicationSecret;
import dev.weft.yarn.common.launch.ContainerFiles;
import dev.weft.yarn.common.launch.StagedFile;
import dev.weft.yarn.common.staging.DistributionCache;
import dev.weft.yarn.common.staging.StagingDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One submission, from the job graph to the running application: check, stage, submit, wait. Used once. When it fails,
 * it rolls back what it has created on the cluster before it reports the failure.
 */
final class Deployment {

    private final ClientContext context;
    private final Connection connection;
    private final BackgroundIo io;
    private final DeployRequest submission;
    private final Rollback rollback = new Rollback();

    Deployment(ClientContext context, Connection connection, BackgroundIo io, DeployRequest submission) {
        this.context = context;
        this.connection = connection;
        this.io = io;
        this.submission = submission;
    }

    ClusterApplication run(StartupPoller poller) {
        try {
            return deploy(poller);
        } catch (WeftException e) {
            throw cleaned(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cleaned(new WeftException(ErrorCode.INTERNAL, "the submission was interrupted", e));
        } catch (Throwable e) { // also a broken installation must leave nothing behind
            throw cleaned(new WeftException(ErrorCode.INTERNAL, "the submission failed: " + e, e));
        }
    }

    private WeftException cleaned(WeftException failure) {
        Logger log = LoggerFactory.getLogger(Deployment.class);
        rollback.unwind().forEach(log::info);
        return failure;
    }

    /** Aborts the deployment and undoes what it has done; called from another thread. */
    List<String> rollBack() {
        return rollback.unwind();
    }

    private ClusterApplication deploy(StartupPoller poller) throws Exception {
        // Errors in the executors' options are reported here, not by the application master.
        ContainerSettings.ofExecutor(submission.configuration());
        ApplicationPlan plan = ApplicationPlan.of(submission.configuration(), submission.graph());
        NewApplication reserved = connection.takeApplication();
        Preflight.checkSizes(plan, reserved.most());
        Optional<String> queue = submission.configuration().getOptional(YarnOptions.QUEUE);
        if (queue.isPresent()) {
            Preflight.checkQueue(queue.get(), queues());
        }
        ApplicationId id = reserved.id();
        StagingDirectory staging = rollback.step(() -> createStaging(id));
        ContainerFiles files = stage(staging);
        SubmissionContext launch = new SubmissionContext(
                submission,
                plan,
                new ApplicationEnvironment(
                        staging.address(),
                        List.of(plan.workers()),
                        Preflight.withRoom(connection.nodes(), plan.workers().spec()),
                        files,
                        SubmissionContext.hadoopClassPath(connection.configuration())));
        ByteBuffer tokens = tokens();
        rollback.step(() -> submit(launch, id, tokens));
        context.phases().mark("submitted");
        context.progress()
                .line("Submitted application " + id + " for job '"
                        + submission.graph().name() + "' (JobID "
                        + submission.graph().jobId().toHexString() + ")");
        removeOrphansBeside(id);
        ApplicationReport report = awaitStart(poller, id);
        context.phases().mark("running");
        rollback.commit();
        return new YarnApplication(report, connection.link(), connection.configuration(), Optional.of(staging));
    }

    private List<QueueInfo> queues() {
        try {
            return connection.link().queues();
        } catch (Exception e) {
            throw ClusterErrors.resourceManager(e, connection.configuration(), "list the queues");
        }
    }

    private StagingDirectory createStaging(ApplicationId id) {
        Connection.Storage storage = connection.storage();
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(storage.root(), id.toString());
        rollback.onFailure("staging directory " + path + " was removed", () -> {
            try {
                storage.fs().delete(path, true);
            } catch (IOException e) {
                throw ClusterErrors.fileSystem(e, connection.configuration(), "delete " + path);
            }
        });
        try {
            return context.phases()
                    .timed(
                            "create the staging directory",
                            () -> StagingDirectory.create(storage.fs(), storage.root(), id.toString()));
        } catch (Exception e) {
            throw ClusterErrors.fileSystem(e, connection.configuration(), "create the staging directory " + path);
        }
    }

    private ContainerFiles stage(StagingDirectory staging) throws Exception {
        List<StagedFile> staged;
        try {
            staged = context.phases().timed("stage the job", () -> rollback.step(() -> io.all(uploads(staging))));
        } catch (IOException e) {
            throw ClusterErrors.fileSystem(e, connection.configuration(), "write to " + staging);
        }
        DistributionCache.Cached distribution = connection.distribution();
        long bytes = staged.stream().mapToLong(StagedFile::bytes).sum();
        LoggerFactory.getLogger(Deployment.class)
                .info(
                        "uploaded {} bytes: {} of the job, {} of the distribution",
                        bytes + distribution.uploadedBytes(),
                        bytes,
                        distribution.uploadedBytes());
        return new ContainerFiles(
                distribution.archive(), connection.localDistribution().jarNames(), staged);
    }

    private List<Callable<StagedFile>> uploads(StagingDirectory staging) {
        List<Callable<StagedFile>> uploads = new ArrayList<>();
        uploads.add(() -> staging.write(
                ContainerFiles.CONFIGURATION,
                ConfigurationFile.write(submission.configuration().toMap())));
        uploads.add(() -> staging.write(ContainerFiles.LOG_SETTINGS, logSettings()));
        DetachedGraph job = DetachedGraph.of(
                submission.graph(),
                submission.configuration().get(NetworkOptions.MAX_FRAME).getBytes());
        uploads.add(() -> staging.write(ContainerFiles.JOB_GRAPH, JobGraphCodec.write(job.graph())));
        job.blobs()
                .forEach((blob, content) ->
                        uploads.add(() -> staging.write(ContainerFiles.BLOBS + "/" + blob.sha256(), content.bytes())));
        for (Path jar : submission.jars()) {
            uploads.add(() -> staging.uploadUserJar(jar));
        }
        return uploads;
    }

    /** The containers' log settings, or the least that leaves a log behind. */
    private byte[] logSettings() throws IOException {
        Optional<Path> file = context.confDirectory()
                .map(directory -> directory.resolve(ContainerFiles.LOG_SETTINGS))
                .filter(Files::isReadable);
        if (file.isPresent()) {
            return Files.readAllBytes(file.get());
        }
        return """
            rootLogger.level = INFO
            rootLogger.appenderRef.file.ref = file
            appender.file.name = file
            appender.file.type = File
            appender.file.fileName = ${sys:log.file}
            appender.file.layout.type = PatternLayout
            appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %c{1.} [%t] - %m%n
            """.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private ByteBuffer tokens() {
        try {
            Credentials credentials = ApplicationTokens.forSubmission(
                    connection.configuration(), connection.storage().fs());
            ApplicationSecret.put(credentials, Secret.random());
            return ApplicationTokens.serialize(credentials);
        } catch (IOException e) {
            throw ClusterErrors.fileSystem(e, connection.configuration(), "get delegation tokens");
        }
    }

    private Void submit(SubmissionContext launch, ApplicationId id, ByteBuffer tokens) {
        rollback.onFailure("application " + id + " was killed", () -> {
            try {
                connection.link().kill(id, "its client gave the submission up");
            } catch (Exception e) {
                throw ClusterErrors.resourceManager(e, connection.configuration(), "kill " + id);
            }
        });
        try {
            return context.phases().timed("submit", () -> {
                connection.link().submit(launch.of(id, tokens));
                return null;
            });
        } catch (Exception e) {
            throw ClusterErrors.resourceManager(e, connection.configuration(), "take the application");
        }
    }

    /** While YARN starts the application there is time to remove what others have left behind. */
    private void removeOrphansBeside(ApplicationId own) {
        Connection.Storage storage = connection.storage();
        OrphanedStaging orphans = new OrphanedStaging(storage.fs(), storage.root(), connection.link());
        io.start(() -> orphans.remove(own));
    }

    private ApplicationReport awaitStart(StartupPoller poller, ApplicationId id) throws InterruptedException {
        ApplicationReport report;
        try {
            report = poller.await(id);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw ClusterErrors.resourceManager(e, connection.configuration(), "tell about " + id);
        }
        YarnApplicationState state = report.getYarnApplicationState();
        if (state == YarnApplicationState.FAILED || state == YarnApplicationState.KILLED) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    "application " + id + " is " + state + " before its JobManager ran: "
                            + Diagnostics.summary(report.getDiagnostics()) + "; its logs: yarn logs -applicationId "
                            + id);
        }
        return report;
    }
}
