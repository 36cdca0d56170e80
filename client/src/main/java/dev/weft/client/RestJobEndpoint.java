package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.client.JobOutcome.Verdict;
import dev.weft.configuration.ReadableConfig;
import dev.weft.core.execution.spi.ResultFetcher;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RestServiceOptions;
import dev.weft.engine.rest.api.CheckpointProgress;
import dev.weft.engine.rest.api.CollectedResults;
import dev.weft.engine.rest.api.JobDetails;
import dev.weft.engine.rest.api.JobFailure;
import dev.weft.engine.rest.api.JobResult;
import dev.weft.engine.rest.api.OperationStatus;
import dev.weft.engine.rest.client.RestClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** {@link JobEndpoint} over the JobManager's REST interface. */
final class RestJobEndpoint implements JobEndpoint {

    private final RestClient client;

    RestJobEndpoint(URI rest, ReadableConfig settings) {
        client = new RestClient(
                Clock.system(),
                rest.getHost(),
                rest.getPort(),
                settings.get(RestServiceOptions.CONNECTION_TIMEOUT),
                settings.get(RestServiceOptions.CLIENT_TIMEOUT));
    }

    @Override
    public JobStatus status(JobID job) {
        return client.status(job);
    }

    @Override
    public JobState state(JobID job) {
        JobDetails details = client.job(job);
        return new JobState(details.summary().status(), details.restarts());
    }

    @Override
    public Optional<String> latestFailure(JobID job) {
        return client.exceptions(job).failures().stream().findFirst().map(RestJobEndpoint::line);
    }

    private static String line(JobFailure root) {
        return (root.task().isEmpty() ? "" : root.task() + ": ")
                + withoutOwnType(root.stackTrace().lines().findFirst().orElse(root.type()));
    }

    @Override
    public Optional<JobOutcome> outcome(JobID job, Duration wait) {
        return client.result(job, wait).map(RestJobEndpoint::outcome);
    }

    private static JobOutcome outcome(JobResult result) {
        Verdict verdict = switch (result.outcome()) {
            case SUCCEEDED -> Verdict.FINISHED;
            case FAILED, UNKNOWN -> Verdict.FAILED;
            case CANCELED -> Verdict.CANCELED;
        };
        if (verdict == Verdict.FINISHED) {
            return JobOutcome.finished(result.netRuntimeMs(), result.accumulators());
        }
        return result.failure()
                .map(cause -> JobOutcome.ended(
                        verdict, result.netRuntimeMs(), cause.summary(), cause.stackTrace(), cause.exception()))
                .orElseGet(() -> JobOutcome.ended(verdict, result.netRuntimeMs(), ""));
    }

    /** The message of the engine's own exceptions is the whole story. */
    private static String withoutOwnType(String line) {
        String engine = WeftException.class.getName() + ": ";
        return line.startsWith(engine) ? line.substring(engine.length()) : line;
    }

    @Override
    public ResultFetcher.Fetched fetchCollected(JobID job, String sink, long offset) {
        CollectedResults results = client.fetchCollected(job, sink, offset);
        return new ResultFetcher.Fetched(results.bytes(), results.ended());
    }

    @Override
    public void cancel(JobID job) {
        client.cancel(job);
    }

    /** @param status asks for the outcome of a trigger id */
    private record Triggered(String triggerId, BiFunction<String, Duration, OperationStatus> status)
            implements PendingOperation {
        @Override
        public OperationStatus status(Duration wait) {
            return status.apply(triggerId, wait);
        }
    }

    @Override
    public PendingOperation savepoint(JobID job, Optional<String> directory, String format, boolean cancel) {
        return new Triggered(
                client.triggerSavepoint(job, directory, format, cancel),
                (triggerId, wait) -> client.savepoint(job, triggerId, wait));
    }

    @Override
    public PendingOperation stop(JobID job, Optional<String> directory, String format, boolean drain) {
        return new Triggered(
                client.triggerStop(job, directory, format, drain),
                (triggerId, wait) -> client.savepoint(job, triggerId, wait));
    }

    @Override
    public PendingOperation checkpoint(JobID job, String type) {
        return new Triggered(
                client.triggerCheckpoint(job, type), (triggerId, wait) -> client.checkpoint(job, triggerId, wait));
    }

    @Override
    public PendingOperation disposal(String path) {
        return new Triggered(client.triggerDisposal(path), (triggerId, wait) -> client.disposal(triggerId, wait));
    }

    @Override
    public Optional<String> checkpointProgress(JobID job) {
        return client.checkpointUnderWay(job).map(CheckpointProgress::line);
    }

    @Override
    public List<JobLine> jobs() {
        return client.jobs().stream()
                .map(job -> new JobLine(job.jobId(), job.name(), job.status(), job.startMs()))
                .toList();
    }
}
