package dev.weft.yarn.client;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** Client interface to the ResourceManager, one round trip per call. Thread-safe. */
interface YarnLink extends AutoCloseable {

    /**
     * A reserved application id.
     *
     * @param most the largest container that the cluster gives
     */
    record NewApplication(ApplicationId id, Resource most) {}

    NewApplication create() throws IOException, YarnException;

    void submit(ApplicationSubmissionContext context) throws IOException, YarnException;

    ApplicationReport report(ApplicationId application) throws IOException, YarnException;

    /** The applications with a tag that run. */
    List<ApplicationReport> running(String tag) throws IOException, YarnException;

    void kill(ApplicationId application, String diagnostics) throws IOException, YarnException;

    /** The nodes that take containers. */
    List<NodeReport> runningNodes() throws IOException, YarnException;

    /** All queues. */
    List<QueueInfo> queues() throws IOException, YarnException;

    @Override
    void close();
}
