package dev.weft.yarn.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ipc.RPC;
import org.apache.hadoop.yarn.api.ApplicationClientProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationReportRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationsRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetClusterNodesRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetNewApplicationRequest;
import org.apache.hadoop.yarn.api.protocolrecords.GetNewApplicationResponse;
import org.apache.hadoop.yarn.api.protocolrecords.GetQueueInfoRequest;
import org.apache.hadoop.yarn.api.protocolrecords.KillApplicationRequest;
import org.apache.hadoop.yarn.api.protocolrecords.SubmitApplicationRequest;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * {@link YarnLink} over the ResourceManager's RPC protocol, with its failover. Hadoop's YarnClient is not used: it
 * first loads clients for timeline, history and shared cache, and polls a submission only every 200 ms.
 */
final class RpcYarnLink implements YarnLink {

    private final ApplicationClientProtocol resourceManager;

    RpcYarnLink(Configuration configuration) throws IOException {
        resourceManager = ClientRMProxy.createRMProxy(configuration, ApplicationClientProtocol.class);
    }

    @Override
    public NewApplication create() throws IOException, YarnException {
        GetNewApplicationResponse response = resourceManager.getNewApplication(GetNewApplicationRequest.newInstance());
        return new NewApplication(response.getApplicationId(), response.getMaximumResourceCapability());
    }

    @Override
    public void submit(ApplicationSubmissionContext context) throws IOException, YarnException {
        resourceManager.submitApplication(SubmitApplicationRequest.newInstance(context));
    }

    @Override
    public ApplicationReport report(ApplicationId application) throws IOException, YarnException {
        return resourceManager
                .getApplicationReport(GetApplicationReportRequest.newInstance(application))
                .getApplicationReport();
    }

    @Override
    public List<ApplicationReport> running(String tag) throws IOException, YarnException {
        GetApplicationsRequest request = GetApplicationsRequest.newInstance(EnumSet.of(YarnApplicationState.RUNNING));
        request.setApplicationTags(Set.of(tag));
        return resourceManager.getApplications(request).getApplicationList();
    }

    @Override
    public void kill(ApplicationId application, String diagnostics) throws IOException, YarnException {
        KillApplicationRequest request = KillApplicationRequest.newInstance(application);
        request.setDiagnostics(diagnostics);
        resourceManager.forceKillApplication(request);
    }

    @Override
    public List<NodeReport> runningNodes() throws IOException, YarnException {
        return resourceManager
                .getClusterNodes(GetClusterNodesRequest.newInstance(EnumSet.of(NodeState.RUNNING)))
                .getNodeReports();
    }

    @Override
    public List<QueueInfo> queues() throws IOException, YarnException {
        QueueInfo root = resourceManager
                .getQueueInfo(GetQueueInfoRequest.newInstance("root", false, true, true))
                .getQueueInfo();
        List<QueueInfo> all = new ArrayList<>();
        collect(root, all);
        return all;
    }

    private static void collect(QueueInfo queue, List<QueueInfo> into) {
        into.add(queue);
        if (queue.getChildQueues() != null) {
            queue.getChildQueues().forEach(child -> collect(child, into));
        }
    }

    @Override
    public void close() {
        RPC.stopProxy(resourceManager);
    }
}
