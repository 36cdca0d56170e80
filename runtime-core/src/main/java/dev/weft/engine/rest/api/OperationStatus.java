package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;
import dev.weft.engine.protocol.FailureCause;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has become of an operation that a request has triggered; response of the status requests of savepoints,
 * checkpoints and disposals.
 *
 * @param completed whether it has ended, well or not
 * @param location where a complete savepoint is; empty for other operations
 * @param checkpointId of a complete checkpoint
 * @param failure one line that says why it failed; empty when it did not
 */
public record OperationStatus(
        boolean completed, Optional<String> location, OptionalLong checkpointId, Optional<String> failure) {

    private static final String COMPLETED = "COMPLETED";

    /** The response while the operation is under way. */
    public static Json.Obj inProgress() {
        return json("IN_PROGRESS", Json.none());
    }

    /**
     * The response when the operation has ended.
     *
     * @param operation what has come of it
     */
    public static Json.Obj completed(Json operation) {
        return json(COMPLETED, operation);
    }

    private static Json.Obj json(String id, Json operation) {
        return Json.object()
                .put("status", Json.object().put("id", id).build())
                .put("operation", operation)
                .build();
    }

    /** A failure as the responses tell it. */
    public static Json failure(FailureCause cause) {
        return Json.object()
                .put("class", cause.type())
                .put("summary", cause.message().isEmpty() ? cause.type() : cause.message())
                .put("stack-trace", cause.stackTrace())
                .put(
                        "serialized-throwable",
                        Base64.getEncoder().encodeToString(cause.exception().bytes()))
                .build();
    }

    public static OperationStatus of(Json.Obj json) {
        Json.Obj operation = json.object("operation");
        return new OperationStatus(
                json.object("status").text("id").equals(COMPLETED),
                operation.member("location").map(Json::asText),
                operation
                        .member("checkpointId")
                        .map(id -> OptionalLong.of(id.asLong()))
                        .orElse(OptionalLong.empty()),
                operation
                        .member("failure-cause")
                        .or(() -> operation.member("failureCause"))
                        .map(cause -> cause.asObject().text("summary")));
    }
}
