package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.client.spi.ApplicationRef;
import dev.weft.client.spi.ClientContext;
import dev.weft.client.spi.ClusterApplication;
import dev.weft.client.spi.ClusterDescriptor;
import dev.weft.client.spi.ClusterProvider;
import dev.weft.client.spi.DeployRequest;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import dev.weft.core.execution.spi.ResultFetcher;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.OptionSection;
import dev.weft.engine.rest.api.OperationStatus;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster in memory: accepts every job and lets it end as a test has scripted. */
final class FakeCluster implements ClusterProvider, ClusterDescriptor, ClusterApplication, JobEndpoint {

    final List<DeployRequest> deployed = new ArrayList<>();
    final List<ApplicationRef> found = new ArrayList<>();
    final List<JobID> foundByJob = new ArrayList<>();
    final List<JobID> canceled = new ArrayList<>();
    final List<JobLine> jobs = new ArrayList<>();
    final Deque<Object> answers = new ArrayDeque<>();
    final Deque<Optional<Ending>> endings = new ArrayDeque<>();
    final List<String> asked = new ArrayList<>();
    final Deque<OperationStatus> outcomes = new ArrayDeque<>();
    Optional<String> latestFailure = Optional.empty();
    Optional<String> progress = Optional.empty();
    JobStatus status = JobStatus.RUNNING;
    private long restarts;
    WeftException refuses;
    WeftException silent;
    boolean killed;
    boolean rolledBack;

    @Override
    public Set<String> targets() {
        return Set.of("fake");
    }

    @Override
    public List<OptionSection> options() {
        return List.of();
    }

    @Override
    public ConfigOption<String> applicationOption() {
        return ConfigOptions.key("fake.application").stringType().noDefaultValue();
    }

    @Override
    public ClusterDescriptor connect(ClientContext context, Purpose purpose) {
        return this;
    }

    @Override
    public ClusterApplication deploy(DeployRequest submission) {
        if (refuses != null) {
            throw refuses;
        }
        deployed.add(submission);
        return this;
    }

    @Override
    public ClusterApplication find(ApplicationRef application) {
        found.add(application);
        return this;
    }

    @Override
    public ClusterApplication find(JobID job) {
        foundByJob.add(job);
        return this;
    }

    @Override
    public List<String> rollBack() {
        rolledBack = true;
        return List.of("staging directory x was removed");
    }

    @Override
    public void close() {}

    @Override
    public String id() {
        return "app-" + Math.max(1, deployed.size());
    }

    @Override
    public URI rest() {
        return URI.create("http://node1:4711");
    }

    @Override
    public Optional<Ending> ending() {
        return endings.isEmpty() ? Optional.empty() : endings.poll();
    }

    @Override
    public void kill(String reason) {
        killed = true;
    }

    @Override
    public String stopCommand() {
        return "stop " + id();
    }

    @Override
    public String logsCommand() {
        return "logs " + id();
    }

    @Override
    public JobStatus status(JobID job) {
        reach();
        return status;
    }

    @Override
    public JobState state(JobID job) {
        reach();
        return new JobState(status, restarts);
    }

    @Override
    public Optional<String> latestFailure(JobID job) {
        reach();
        return latestFailure;
    }

    /** The next scripted answer: an outcome, a status (the job still runs), or an exception. */
    @Override
    public Optional<JobOutcome> outcome(JobID job, Duration wait) {
        reach();
        Object answer = answers.size() > 1 ? answers.poll() : answers.peek();
        if (answer instanceof WeftException failure) {
            throw failure;
        }
        if (answer instanceof JobState now) {
            status = now.status();
            restarts = now.restarts();
            return Optional.empty();
        }
        if (answer instanceof JobStatus now) {
            status = now;
            return Optional.empty();
        }
        return Optional.ofNullable((JobOutcome) answer);
    }

    @Override
    public ResultFetcher.Fetched fetchCollected(JobID job, String sink, long offset) {
        return ResultFetcher.Fetched.ENDED;
    }

    @Override
    public void cancel(JobID job) {
        reach();
        canceled.add(job);
    }

    @Override
    public List<JobLine> jobs() {
        return jobs;
    }

    @Override
    public PendingOperation savepoint(JobID job, Optional<String> directory, String format, boolean cancel) {
        return operation((cancel ? "cancel with " : "") + format + " savepoint in " + directory.orElse("?"));
    }

    @Override
    public PendingOperation stop(JobID job, Optional<String> directory, String format, boolean drain) {
        return operation((drain ? "drain with " : "stop with ") + format + " savepoint in " + directory.orElse("?"));
    }

    @Override
    public PendingOperation checkpoint(JobID job, String type) {
        return operation(type + " checkpoint");
    }

    @Override
    public PendingOperation disposal(String path) {
        return operation("disposal of " + path);
    }

    /** Its outcomes are the scripted ones, one after the other. */
    private PendingOperation operation(String what) {
        reach();
        asked.add(what);
        return new PendingOperation() {
            @Override
            public String triggerId() {
                return "0a".repeat(16);
            }

            @Override
            public OperationStatus status(Duration wait) {
                return outcomes.remove();
            }
        };
    }

    @Override
    public Optional<String> checkpointProgress(JobID job) {
        return progress;
    }

    private void reach() {
        if (silent != null) {
            throw silent;
        }
    }
}
