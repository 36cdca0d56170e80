package dev.weft.yarn.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.NodeReport;
import org.apache.hadoop.yarn.api.records.NodeState;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueState;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.util.Records;

/** A ResourceManager that accepts everything and reports what a test has scripted; the last report repeats. */
final class FakeYarnLink implements YarnLink {

    static final ApplicationId ID = ApplicationId.newInstance(1700000000000L, 7);

    final List<ApplicationSubmissionContext> submitted = new ArrayList<>();
    final List<ApplicationId> killed = new ArrayList<>();
    final Deque<ApplicationReport> script = new ArrayDeque<>();
    final Map<String, ApplicationReport> others = new HashMap<>();
    final List<QueueInfo> queues = new ArrayList<>();
    Resource most = Resource.newInstance(8192L, 4);
    YarnException refusesSubmission;
    IOException unreachable;
    Runnable onReport = () -> {};

    @Override
    public NewApplication create() throws IOException {
        reach();
        return new NewApplication(ID, most);
    }

    @Override
    public void submit(ApplicationSubmissionContext context) throws IOException, YarnException {
        reach();
        if (refusesSubmission != null) {
            throw refusesSubmission;
        }
        submitted.add(context);
    }

    @Override
    public ApplicationReport report(ApplicationId application) throws IOException, YarnException {
        reach();
        if (!application.equals(ID)) {
            ApplicationReport other = others.get(application.toString());
            if (other == null) {
                throw new ApplicationNotFoundException(application + " is not known");
            }
            return other;
        }
        onReport.run();
        return script.size() > 1 ? script.poll() : script.peek();
    }

    @Override
    public List<ApplicationReport> running(String tag) throws IOException {
        reach();
        return others.values().stream()
                .filter(report -> report.getApplicationTags() != null)
                .filter(report -> report.getApplicationTags().contains(tag))
                .toList();
    }

    @Override
    public void kill(ApplicationId application, String diagnostics) {
        killed.add(application);
    }

    @Override
    public List<NodeReport> runningNodes() {
        return List.of(node("big", 8192, 1024), node("full", 8192, 8000));
    }

    static NodeReport node(String host, long megabytes, long used) {
        return NodeReport.newInstance(
                NodeId.newInstance(host, 1),
                NodeState.RUNNING,
                host + ":8042",
                "/rack",
                Resource.newInstance(used, 1),
                Resource.newInstance(megabytes, 8),
                1,
                "",
                0);
    }

    @Override
    public List<QueueInfo> queues() {
        return queues;
    }

    @Override
    public void close() {}

    private void reach() throws IOException {
        if (unreachable != null) {
            throw unreachable;
        }
    }

    FakeYarnLink then(YarnApplicationState state, String diagnostics) {
        script.add(report(state, FinalApplicationStatus.UNDEFINED, diagnostics));
        return this;
    }

    static ApplicationReport report(
            YarnApplicationState state, FinalApplicationStatus finalStatus, String diagnostics) {
        boolean running = state == YarnApplicationState.RUNNING || state == YarnApplicationState.FINISHED;
        ApplicationReport report = Records.newRecord(ApplicationReport.class);
        report.setApplicationId(ID);
        report.setYarnApplicationState(state);
        report.setFinalApplicationStatus(finalStatus);
        report.setDiagnostics(diagnostics);
        report.setHost(running ? "node1" : "N/A");
        report.setRpcPort(running ? 4711 : -1);
        report.setOriginalTrackingUrl(running ? "http://node:8081" : "N/A");
        report.setTrackingUrl(running ? "http://rm:8088/proxy/" + ID + "/" : "N/A");
        return report;
    }

    static QueueInfo queue(String name, String path, String scheduler, QueueState state, List<QueueInfo> children) {
        QueueInfo queue = Records.newRecord(QueueInfo.class);
        queue.setQueueName(name);
        queue.setQueuePath(path);
        queue.setSchedulerType(scheduler);
        queue.setQueueState(state);
        queue.setChildQueues(children);
        return queue;
    }
}
