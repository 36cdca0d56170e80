package dev.weft.engine.rest.client;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.common.json.JsonException;
import dev.weft.engine.rest.api.ClusterOverview;
import dev.weft.engine.rest.api.CollectedResults;
import dev.weft.engine.rest.api.JobDetails;
import dev.weft.engine.rest.api.JobExceptions;
import dev.weft.engine.rest.api.JobResult;
import dev.weft.engine.rest.api.JobSummary;
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
        call("PATCH", path(job) + "?mode=cancel", timeout);
    }

    private static String path(JobID job) {
        return "/v1/jobs/" + job.toHexString();
    }

    private Json.Obj get(String path, Duration deadline) {
        String body = call("GET", path, deadline);
        try {
            return Json.parse(body).asObject();
        } catch (JsonException e) {
            throw failure(
                    ErrorCode.EXTERNAL_SERVICE,
                    "GET " + path + " was answered with something else: " + e.getMessage(),
                    e);
        }
    }

    private String call(String method, String path, Duration deadline) {
        String what = method + " " + path;
        HttpCall.Response response;
        try {
            response = http.call(method, path, deadline);
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
