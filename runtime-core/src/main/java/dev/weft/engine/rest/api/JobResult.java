package dev.weft.engine.rest.api;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.json.Json;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Result of an ended job; response of {@code GET /jobs/:jobid/execution-result} once the job has ended.
 *
 * @param outcome how it ended
 * @param netRuntimeMs from start to end
 * @param accumulators name to Java-serialized local value
 * @param failure the root cause, present iff it failed
 */
public record JobResult(
        JobID jobId, Outcome outcome, long netRuntimeMs, Map<String, Payload> accumulators, Optional<Cause> failure) {

    /** How a job can end. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        CANCELED,
        UNKNOWN
    }

    /**
     * A root cause as text, because a reader may not have the user's exception classes, and as the exception itself for one that
     * has.
     *
     * @param summary one line that also says where it happened
     * @param exception as {@link dev.weft.engine.protocol.ExceptionCodec} writes it; may be empty
     */
    public record Cause(String type, String summary, String stackTrace, Payload exception) {}

    private static final String IN_PROGRESS = "IN_PROGRESS";
    private static final String COMPLETED = "COMPLETED";

    public JobResult {
        accumulators = Map.copyOf(accumulators);
    }

    /** The response while the job runs. */
    public static Json.Obj inProgress() {
        return Json.object()
                .put("status", status(IN_PROGRESS))
                .put("job-execution-result", Json.none())
                .build();
    }

    private static Json status(String id) {
        return Json.object().put("id", id).build();
    }

    /**
     * The response when the job has ended. The published specification and existing tools use different member names;
     * the response has both.
     */
    public Json.Obj json() {
        Json accumulated = accumulatorsJson();
        Json cause = failure.<Json>map(f -> Json.object()
                        .put("class", f.type())
                        .put("summary", f.summary())
                        .put("stack-trace", f.stackTrace())
                        .put("serialized-throwable", base64(f.exception()))
                        .build())
                .orElse(Json.none());
        Json.Obj result = Json.object()
                .put("id", jobId.toHexString())
                .put("jobId", jobId.toHexString())
                .put("application-status", outcome.name())
                .put("applicationStatus", outcome.name())
                .put("success", outcome == Outcome.SUCCEEDED)
                .put("net-runtime", netRuntimeMs)
                .put("netRuntime", netRuntimeMs)
                .put("accumulator-results", accumulated)
                .put("accumulatorResults", accumulated)
                .put("failure-cause", cause)
                .put("serializedThrowable", cause)
                .build();
        return Json.object()
                .put("status", status(COMPLETED))
                .put("job-execution-result", result)
                .build();
    }

    private Json accumulatorsJson() {
        Json.Builder json = Json.object();
        accumulators.forEach((name, value) ->
                json.put(name, Json.object().put("byteArray", base64(value)).build()));
        return json.build();
    }

    private static String base64(Payload payload) {
        return Base64.getEncoder().encodeToString(payload.bytes());
    }

    private static Payload payload(String base64) {
        return new Payload(Base64.getDecoder().decode(base64));
    }

    /** The result in a response; empty while the job runs. */
    public static Optional<JobResult> of(Json.Obj answer) {
        if (!answer.object("status").text("id").equals(COMPLETED)) {
            return Optional.empty();
        }
        Json.Obj json = answer.object("job-execution-result");
        Map<String, Payload> accumulators = new LinkedHashMap<>();
        json.object("accumulatorResults")
                .members()
                .forEach((name, value) ->
                        accumulators.put(name, payload(value.asObject().text("byteArray"))));
        Optional<Cause> cause = json.member("failure-cause")
                .map(Json::asObject)
                .map(failure -> new Cause(
                        failure.text("class"),
                        failure.text("summary"),
                        failure.text("stack-trace"),
                        payload(failure.text("serialized-throwable"))));
        return Optional.of(new JobResult(
                JobID.fromHexString(json.text("jobId")),
                Outcome.valueOf(json.text("applicationStatus")),
                json.number("netRuntime"),
                accumulators,
                cause));
    }
}
