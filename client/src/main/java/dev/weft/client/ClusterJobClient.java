package dev.weft.client;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.client.ClusterExecutor.ClientParts;
import dev.weft.client.ClusterExecutor.SubmissionMode;
import dev.weft.client.JobOutcome.Verdict;
import dev.weft.client.spi.ClusterApplication;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.SavepointFormatType;
import dev.weft.core.execution.spi.ResultFetcher;
import dev.weft.core.execution.spi.ResultTail;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.rest.api.OperationStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * {@link JobClient} of a job that this client has submitted. Thread-safe; blocking calls run on daemon threads of its
 * own.
 */
final class ClusterJobClient implements JobClient, ResultFetcher, ClientShutdownHook.Followed {

    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(10);
    private static final Duration STATUS_WAIT = Duration.ofSeconds(10);

    private final JobID job;
    private final String name;
    private final ClusterApplication application;
    private final JobEndpoint endpoint;
    private final ClientParts parts;
    private final SubmissionMode mode;
    private final ClassLoader userClasses;
    private CompletableFuture<JobExecutionResult> result;
    private volatile Optional<JobStatus> end = Optional.empty();

    ClusterJobClient(
            JobID job,
            String name,
            ClusterApplication application,
            JobEndpoint endpoint,
            ClientParts parts,
            SubmissionMode mode,
            ClassLoader userClasses) {
        this.job = job;
        this.name = name;
        this.application = application;
        this.endpoint = endpoint;
        this.parts = parts;
        this.mode = mode;
        this.userClasses = userClasses;
    }

    @Override
    public JobID getJobID() {
        return job;
    }

    /** After the job was followed to its end, answers from the known outcome: its JobManager no longer runs. */
    @Override
    public CompletableFuture<JobStatus> getJobStatus() {
        return end.map(CompletableFuture::completedFuture)
                .orElseGet(() -> beside("job-status", () -> endpoint.status(job)));
    }

    @Override
    public CompletableFuture<Void> cancel() {
        return beside("job-cancel", () -> {
            endpoint.cancel(job);
            return null;
        });
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(
            boolean advanceToEndOfEventTime, String savepointDirectory, SavepointFormatType formatType) {
        return beside(
                "job-stop",
                () -> location(endpoint.stop(
                        job, Optional.ofNullable(savepointDirectory), formatType.name(), advanceToEndOfEventTime)));
    }

    @Override
    public CompletableFuture<String> triggerSavepoint(String savepointDirectory, SavepointFormatType formatType) {
        return beside(
                "job-savepoint",
                () -> location(
                        endpoint.savepoint(job, Optional.ofNullable(savepointDirectory), formatType.name(), false)));
    }

    private static String location(PendingOperation savepoint) {
        OperationStatus status;
        do {
            status = savepoint.status(STATUS_WAIT);
        } while (!status.completed());
        Optional<String> failure = status.failure();
        if (failure.isPresent()) {
            throw new WeftException(ErrorCode.EXTERNAL_SERVICE, failure.get());
        }
        return status.location().orElse("");
    }

    @Override
    public CompletableFuture<Map<String, Object>> getAccumulators() {
        return getJobExecutionResult().thenApply(JobExecutionResult::getAllAccumulatorResults);
    }

    /** When the JobManager cannot be reached any more, the job has ended, and its result tells how. */
    @Override
    public Fetched fetch(String sink, long position) {
        CompletableFuture<JobExecutionResult> followed = getJobExecutionResult();
        if (followed.isDone()) {
            return Fetched.ENDED;
        }
        try {
            return endpoint.fetchCollected(job, sink, position);
        } catch (WeftException gone) {
            followed.exceptionally(failure -> null).join();
            return Fetched.ENDED;
        }
    }

    /** Follows the job to its end, once, however often it is called. */
    @Override
    public synchronized CompletableFuture<JobExecutionResult> getJobExecutionResult() {
        if (result == null) {
            parts.exit().following(this);
            result = beside("job-follower", this::follow);
        }
        return result;
    }

    private JobExecutionResult follow() throws Exception {
        try {
            JobOutcome outcome = new JobFollower(
                            job, application, endpoint, parts.console(), Clock.system(), Thread::sleep)
                    .follow();
            parts.phases().mark("job ended");
            end = Optional.of(outcome.verdict().status());
            if (outcome.verdict() != Verdict.FINISHED) {
                throw outcome.exceptionOf(job, name, application.logsCommand(), userClasses);
            }
            JobExecutionResult opened = Results.of(job, outcome, userClasses);
            tell(outcome, opened);
            return opened;
        } finally {
            parts.exit().followingEnded();
        }
    }

    private void tell(JobOutcome outcome, JobExecutionResult opened) {
        Console console = parts.console();
        console.line("Program execution finished");
        console.line("JobID: " + job.toHexString());
        if (outcome.runtimeMs() >= 0) {
            console.line("Job Runtime: " + outcome.runtimeMs() + " ms");
        }
        Set<String> accumulators = new TreeSet<>(outcome.accumulators().keySet());
        accumulators.removeIf(ResultTail::isAccumulator);
        if (!accumulators.isEmpty()) {
            console.line("Accumulators:");
            accumulators.forEach(accumulator -> console.line("  " + accumulator + ": " + shown(opened, accumulator)));
        }
    }

    private static String shown(JobExecutionResult opened, String accumulator) {
        try {
            Object value = opened.getAccumulatorResult(accumulator);
            return String.valueOf(value);
        } catch (RuntimeException e) {
            return "cannot be read: " + Failures.firstLine(e);
        }
    }

    @Override
    public String onClientExit() {
        if (!mode.cancelOnExit()) {
            return "job " + job.toHexString() + " goes on in " + application.id()
                    + " without this client; it is stopped by " + stopCommands(application, job);
        }
        try {
            endpoint.cancel(job);
            boolean ended = endpoint.outcome(job, CANCEL_PATIENCE).isPresent();
            return "job " + job.toHexString() + (ended ? " was canceled" : " is being canceled") + ", as -sae asks for";
        } catch (WeftException e) {
            application.kill("its client was interrupted");
            return application.id() + " was killed, as -sae asks for";
        }
    }

    /** The commands that stop a job: by itself, or with its application. */
    static String stopCommands(ClusterApplication application, JobID job) {
        return "'flink cancel -yid " + application.id() + " " + job.toHexString() + "' or '" + application.stopCommand()
                + "'";
    }

    private static <T> CompletableFuture<T> beside(String threadName, Callable<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        future.complete(work.call());
                    } catch (Throwable t) {
                        future.completeExceptionally(t);
                    }
                },
                threadName);
        thread.setDaemon(true);
        thread.start();
        return future;
    }
}
