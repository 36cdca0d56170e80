package dev.weft.yarn.client;

import dev.weft.api.common.JobID;
import dev.weft.client.spi.ApplicationRef;
import dev.weft.client.spi.ClientContext;
import dev.weft.client.spi.ClusterApplication;
import dev.weft.client.spi.ClusterDescriptor;
import dev.weft.client.spi.ClusterProvider.Purpose;
import dev.weft.client.spi.DeployRequest;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * A YARN cluster: deploys one application a job. {@link #rollBack} may come from another thread; everything else belongs to the
 * client's main thread.
 */
final class YarnClusterDescriptor implements ClusterDescriptor {

    /** How long the ResourceManager and the NameNode may take to answer at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ClientContext context;
    private final BackgroundIo io;
    private final Connection connection;
    private final StartupPoller.Pause pause;
    private volatile Deployment current;

    YarnClusterDescriptor(ClientContext context, Connection connection, BackgroundIo io, StartupPoller.Pause pause) {
        this.context = context;
        this.connection = connection;
        this.io = io;
        this.pause = pause;
    }

    static YarnClusterDescriptor connect(ClientContext context, Purpose purpose) {
        BackgroundIo io = new BackgroundIo();
        Connection connection = new Connection(
                new HadoopGateway(context, PATIENCE),
                io,
                Clock.system(),
                context.phases(),
                PATIENCE,
                purpose == Purpose.SUBMIT);
        return new YarnClusterDescriptor(context, connection, io, Thread::sleep);
    }

    @Override
    public ClusterApplication deploy(DeployRequest submission) {
        Deployment deployment = new Deployment(context, connection, io, submission);
        current = deployment;
        try {
            return deployment.run(new StartupPoller(connection.link(), context.progress(), Clock.system(), pause));
        } finally {
            current = null;
        }
    }

    @Override
    public ClusterApplication find(ApplicationRef application) {
        ApplicationId id;
        try {
            id = ApplicationId.fromString(application.text());
        } catch (IllegalArgumentException e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "'" + application.text() + "' (" + application.origin()
                            + ") is not an application id; one looks like" + " application_1410901177871_0001",
                    e);
        }
        String where = ClusterErrors.resourceManagerAddress(connection.configuration());
        try {
            ApplicationReport report = connection.link().report(id);
            if (report.getYarnApplicationState() != YarnApplicationState.RUNNING || report.getRpcPort() <= 0) {
                throw new WeftException(
                        ErrorCode.INVALID_CONFIGURATION,
                        id + " does not run: it is " + report.getYarnApplicationState()
                                + (StartupPoller.hasEnded(report.getYarnApplicationState())
                                        ? " with final status " + report.getFinalApplicationStatus()
                                        : ""));
            }
            return running(report);
        } catch (ApplicationNotFoundException e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION, id + " is not known to the ResourceManager at " + where, e);
        } catch (IOException | YarnException e) {
            throw ClusterErrors.resourceManager(e, connection.configuration(), "tell about " + id);
        }
    }

    @Override
    public ClusterApplication find(JobID job) {
        List<ApplicationReport> found;
        try {
            found = connection.link().running(SubmissionContext.tag(job));
        } catch (IOException | YarnException e) {
            throw ClusterErrors.resourceManager(
                    e, connection.configuration(), "tell which application runs job " + job);
        }
        if (found.isEmpty()) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "no running application on " + ClusterErrors.resourceManagerAddress(connection.configuration())
                            + " was submitted for job " + job.toHexString()
                            + "; name the application with -yid, 'yarn application -list' shows them");
        }
        return running(found.get(0));
    }

    private ClusterApplication running(ApplicationReport report) {
        return new YarnApplication(report, connection.link(), connection.configuration(), Optional.empty());
    }

    @Override
    public List<String> rollBack() {
        Deployment deployment = current;
        List<String> undone = deployment == null ? List.of() : deployment.rollBack();
        io.close();
        return undone;
    }

    @Override
    public void close() {
        io.close();
        connection.close();
    }
}
