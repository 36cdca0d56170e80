package dev.weft.it;

import dev.weft.yarn.appmaster.ResourceManagerContract;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.ipc.RPC;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.yarn.api.ApplicationClientProtocol;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationReportRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetNewApplicationRequest;
import org.apache.hadoop.yarn.api.protocolrecords.KillApplicationRequest;
import org.apache.hadoop.yarn.api.protocolrecords.SubmitApplicationRequest;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real ResourceManager, spoken to by unmanaged application masters in this process: they need no container. */
@ExtendWith(Cluster.Provider.class)
class ResourceManagerIT extends ResourceManagerContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Configuration hadoop = new YarnConfiguration();
    private final ApplicationClientProtocol client;
    private ApplicationId id;
    private ApplicationMasterProtocol master;

    ResourceManagerIT(Cluster cluster) throws IOException {
        Path directory = Path.of(cluster.environment().get("HADOOP_CONF_DIR"));
        for (String site : List.of("core-site.xml", "yarn-site.xml")) {
            hadoop.addResource(
                    new org.apache.hadoop.fs.Path(directory.resolve(site).toUri()));
        }
        client = ClientRMProxy.createRMProxy(hadoop, ApplicationClientProtocol.class);
    }

    @Override
    protected Launched launch() throws Exception {
        id = client.getNewApplication(GetNewApplicationRequest.newInstance()).getApplicationId();
        ApplicationSubmissionContext submission = ApplicationSubmissionContext.newInstance(
                id,
                "contract",
                "default",
                Priority.newInstance(0),
                ContainerLaunchContext.newInstance(Map.of(), Map.of(), List.of(), Map.of(), null, Map.of()),
                true,
                false,
                1,
                Resource.newInstance(256, 1),
                "test");
        client.submitApplication(SubmitApplicationRequest.newInstance(submission));
        ApplicationReport launched = Await.until(
                PATIENCE,
                "the attempt of " + id + " to be launched",
                this::report,
                report -> report.getAMRMToken() != null);
        master = connect(launched);
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        ApplicationAttemptId attempt = launched.getCurrentApplicationAttemptId();
        return new Launched() {
            @Override
            public ApplicationMasterProtocol resourceManager() {
                return master;
            }

            @Override
            public ApplicationAttemptId attempt() {
                return attempt;
            }

            /** The one node is as large as the largest container. */
            @Override
            public int room() {
                return 1;
            }

            @Override
            public void pause() {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new AssertionError("nothing happens any more");
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        };
    }

    private ApplicationReport report() {
        try {
            return client.getApplicationReport(GetApplicationReportRequest.newInstance(id))
                    .getApplicationReport();
        } catch (YarnException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ApplicationMasterProtocol connect(ApplicationReport launched) throws IOException, InterruptedException {
        UserGroupInformation user = UserGroupInformation.createRemoteUser(
                launched.getCurrentApplicationAttemptId().toString());
        org.apache.hadoop.yarn.api.records.Token token = launched.getAMRMToken();
        user.addToken(new Token<>(
                token.getIdentifier().array(),
                token.getPassword().array(),
                new Text(token.getKind()),
                ClientRMProxy.getAMRMTokenService(hadoop)));
        return user.doAs((PrivilegedExceptionAction<ApplicationMasterProtocol>)
                () -> ClientRMProxy.createRMProxy(hadoop, ApplicationMasterProtocol.class));
    }

    @AfterEach
    void kill() throws YarnException, IOException {
        if (id != null) {
            client.forceKillApplication(KillApplicationRequest.newInstance(id));
            Await.until(PATIENCE, id + " to be gone", this::report, report -> report.getFinishTime() > 0);
        }
        if (master != null) {
            RPC.stopProxy(master);
        }
        RPC.stopProxy(client);
    }
}
