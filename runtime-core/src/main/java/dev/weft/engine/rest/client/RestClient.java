package dev.weft.engine.rest.client;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.common.json.JsonException;
import dev.weft.engine.rest.api.CheckpointProgress;
import dev.weft.engine.rest.api.ClusterOverview;
import dev.weft.engine.rest.api.CollectedResults;
import dev.weft.engine.rest.api.JobDetails;
import dev.weft.engine.rest.api.JobExceptions;
import dev.weft.engine.rest.api.JobResult;
import dev.weft.engine.rest.api.JobSummary;
import dev.weft.engine.rest.api.OperationStatus;
import dev.weft.engine.rest.api.RestErrors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Blocking REST client of a JobManager. Every call has a deadline and ends with a response or a {@link WeftException}:
 * {@link ErrorCode#EXTERNAL_SERVICE} when the JobManager cannot be reached or refuses the request,
 * {@link ErrorCode#CONNECTION_LOST} when the connection breaks during the call.
 */
public final class RestClient {

    private final HttpCall http;
    private final Duration timeout;

    /**
     * @param clock measures the deadlines
     * @param connectTimeout for opening a connection
     * @param timeout for one whole answer
     */
    public RestClient(Clock clock, String host, int port, Duration connectTimeout, Duration timeout) {
        this.http = new HttpCall(clock, host, port, connectTimeout);
        this.timeout = timeout;
    }

    public ClusterOverview overview() {
        return ClusterOverview.of(get("/v1/overview", timeout));
    }

    public List<JobSummary> jobs() {
        return JobSummary.listOf(get("/v1/jobs/overview", timeout));
    }

    public JobDetails job(JobID job) {
        return JobDetails.of(get(path(job), timeout));
    }

    public JobStatus status(JobID job) {
        return JobStatus.valueOf(get(path(job) + "/status", timeout).text("status"));
    }

    public JobExceptions exceptions(JobID job) {
        return JobExceptions.of(get(path(job) + "/exceptions", timeout));
    }

    /** The job's plan as JSON, unparsed. */
    public Json plan(JobID job) {
        return get(path(job) + "/plan", timeout).object("plan");
    }

    /**
     * How the job ended.
     *
     * @param wait how long the server may hold the answer back while the job runs
     * @return empty when the job still runs
     */
    public Optional<JobResult> result(JobID job, Duration wait) {
        String query = wait.isZero() ? "" : "?waitMs=" + wait.toMillis();
        return JobResult.of(get(path(job) + "/execution-result" + query, timeout.plus(wait)));
    }

    /**
     * The next results of a collecting sink.
     *
     * @param offset how many bytes of them are known
     */
    public CollectedResults fetchCollected(JobID job, String sink, long offset) {
        return CollectedResults.of(get(path(job) + "/collected/" + sink + "?offset=" + offset, timeout));
    }

    /** Asks for the job to be cancelled; returns when the request is accepted. */
    public void cancel(JobID job) {
        call("PATCH", path(job) + "?mode=cancel", "", timeout);
    }

    /**
     * Asks for a savepoint.
     *
     * @param directory in which it gets one of its own; empty for the configured one
     * @param cancel whether the job is cancelled when it is complete
     * @return the id by which {@link #savepoint(JobID, String, Duration)} asks for its outcome
     */
    public String triggerSavepoint(JobID job, Optional<String> directory, String format, boolean cancel) {
        Json.Builder body = Json.object().put("cancel-job", cancel).put("formatType", format);
        directory.ifPresent(given -> body.put("target-directory", given));
        return trigger(path(job) + "/savepoints", body.build());
    }

    /**
     * Asks for a savepoint with which the job ends.
     *
     * @param directory in which it gets one of its own; empty for the configured one
     * @param drain whether event time advances to its end before
     * @return the id by which {@link #savepoint(JobID, String, Duration)} asks for its outcome
     */
    public String triggerStop(JobID job, Optional<String> directory, String format, boolean drain) {
        Json.Builder body = Json.object().put("drain", drain).put("formatType", format);
        directory.ifPresent(given -> body.put("targetDirectory", given));
        return trigger(path(job) + "/stop", body.build());
    }

    /**
     * Asks for a checkpoint.
     *
     * @param type CONFIGURED or FULL
     * @return the id by which {@link #checkpoint(JobID, String, Duration)} asks for its outcome
     */
    public String triggerCheckpoint(JobID job, String type) {
        return trigger(
                path(job) + "/checkpoints",
                Json.object().put("checkpointType", type).build());
    }

    /**
     * Asks for a savepoint to be deleted.
     *
     * @return the id by which {@link #disposal(String, Duration)} asks for the outcome
     */
    public String triggerDisposal(String address) {
        return trigger(
                "/v1/savepoint-disposal",
                Json.object().put("savepoint-path", address).build());
    }

    /**
     * What has become of a savepoint.
     *
     * @param wait how long the server may hold the answer back while it is under way
     */
    public OperationStatus savepoint(JobID job, String triggerId, Duration wait) {
        return status(path(job) + "/savepoints/" + triggerId, wait);
    }

    /**
     * What has become of a checkpoint.
     *
     * @param wait how long the server may hold the answer back while it is under way
     */
    public OperationStatus checkpoint(JobID job, String triggerId, Duration wait) {
        return status(path(job) + "/checkpoints/" + triggerId, wait);
    }

    /**
     * What has become of a disposal.
     *
     * @param wait how long the server may hold the answer back while it is under way
     */
    public OperationStatus disposal(String triggerId, Duration wait) {
        return status("/v1/savepoint-disposal/" + triggerId, wait);
    }

    /** The latest checkpoint or savepoint that is under way. */
    public Optional<CheckpointProgress> checkpointUnderWay(JobID job) {
        return CheckpointProgress.of(get(path(job) + "/checkpoints", timeout));
    }

    private OperationStatus status(String path, Duration wait) {
        String query = wait.isZero() ? "" : "?waitMs=" + wait.toMillis();
        return OperationStatus.of(get(path + query, timeout.plus(wait)));
    }

    private String trigger(String path, Json.Obj body) {
        return parsed("POST " + path, call("POST", path, body.text(), timeout)).text("request-id");
    }

    private static String path(JobID job) {
        return "/v1/jobs/" + job.toHexString();
    }

    private Json.Obj get(String path, Duration deadline) {
        return parsed("GET " + path, call("GET", path, "", deadline));
    }

    private Json.Obj parsed(String what, String body) {
        try {
            return Json.parse(body).asObject();
        } catch (JsonException e) {
            throw failure(ErrorCode.EXTERNAL_SERVICE, what + " was answered with something else: " + e.getMessage(), e);
        }
    }

    private String call(String method, String path, String body, Duration deadline) {
        String what = method + " " + path;
        HttpCall.Response response;
        try {
            response = http.call(method, path, body, deadline);
        } catch (UnknownHostException e) {
            throw failure(ErrorCode.EXTERNAL_SERVICE, "its host is unknown here", e);
        } catch (ConnectException | NoRouteToHostException e) {
            throw failure(ErrorCode.EXTERNAL_SERVICE, "cannot be reached (" + e.getMessage() + ")", e);
        } catch (SocketTimeoutException e) {
            throw failure(ErrorCode.EXTERNAL_SERVICE, "did not answer " + what + " in time: " + e.getMessage(), e);
        } catch (IOException e) {
            throw failure(ErrorCode.CONNECTION_LOST, "went away while it was asked " + what + ": " + e.getMessage(), e);
        }
        if (response.status() >= 300) {
            throw failure(
                    ErrorCode.EXTERNAL_SERVICE,
                    "refused " + what + " (" + response.status() + "): "
                            + String.join("; ", RestErrors.of(response.body()).errors()),
                    null);
        }
        return response.body();
    }

    private WeftException failure(ErrorCode code, String line, Exception cause) {
        return new WeftException(code, "the JobManager at " + http.address() + " " + line, cause);
    }
}
