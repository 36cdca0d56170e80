package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.SavepointFormatType;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.rest.api.OperationStatus;
import dev.weft.engine.rest.server.Operations.Key;
import dev.weft.engine.rest.server.Operations.Kind;
import dev.weft.engine.rest.server.Operations.Operation;
import dev.weft.engine.view.ClusterCommands;
import dev.weft.engine.view.ClusterCommands.Taken;
import dev.weft.engine.view.JobView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Requests that trigger checkpoints, savepoints and disposals, and requests for what has become of them. A trigger is
 * answered at once with an id, by which the outcome is asked for. Runs on the REST server's thread.
 */
final class OperationRoutes {

    private static final long MAX_WAIT_MS = 60_000;

    private final ClusterCommands commands;
    private final Operations operations;
    private final Supplier<String> triggerIds;
    private final ResultRequests results;
    private final boolean cancelEnabled;

    OperationRoutes(
            ClusterCommands commands,
            Operations operations,
            Supplier<String> triggerIds,
            ResultRequests results,
            boolean cancelEnabled) {
        this.results = results;
        this.commands = commands;
        this.operations = operations;
        this.triggerIds = triggerIds;
        this.cancelEnabled = cancelEnabled;
    }

    /** What a checkpoint may refer to. */
    private enum CheckpointType {
        CONFIGURED,
        FULL
    }

    /** {@code POST /jobs/:jobid/savepoints}. */
    Reply savepoint(Request request, JobView job) {
        return reading(request, body -> {
            boolean cancel = body.flag("cancel-job");
            if (cancel && !cancelEnabled) {
                return Reply.refused(403, "cancelling over REST is turned off by web.cancel.enable");
            }
            boolean portable = isPortable(body);
            Optional<String> directory = body.text("target-directory");
            return begin(Kind.SAVEPOINT, job, body, cancel, () -> {
                CompletableFuture<Taken> taken = commands.triggerSavepoint(job.id(), portable, directory);
                return located(
                        cancel
                                ? taken.thenApply(savepoint -> {
                                    commands.cancelJob(job.id());
                                    return savepoint;
                                })
                                : taken);
            });
        });
    }

    /** {@code POST /jobs/:jobid/stop}; its outcome is asked for as that of a savepoint. */
    Reply stop(Request request, JobView job) {
        return reading(request, body -> {
            boolean portable = isPortable(body);
            boolean drain = body.flag("drain");
            Optional<String> directory = body.text("targetDirectory");
            return begin(
                    Kind.SAVEPOINT,
                    job,
                    body,
                    true,
                    () -> located(commands.stopWithSavepoint(job.id(), portable, drain, directory)));
        });
    }

    /** {@code POST /jobs/:jobid/checkpoints}. */
    Reply checkpoint(Request request, JobView job) {
        return reading(request, body -> {
            CheckpointType type = body.constant("checkpointType", CheckpointType.class, CheckpointType.CONFIGURED);
            return begin(
                    Kind.CHECKPOINT,
                    job,
                    body,
                    false,
                    () -> outcome(
                            commands.triggerCheckpoint(job.id(), type == CheckpointType.FULL),
                            taken -> Json.object()
                                    .put("checkpointId", taken.id())
                                    .build(),
                            "failureCause"));
        });
    }

    /** {@code POST /savepoint-disposal}. */
    Reply disposal(Request request) {
        return reading(request, body -> {
            String path = body.text("savepoint-path")
                    .orElseThrow(() -> new RequestBody.Unreadable(
                            "'savepoint-path' is missing: it names the savepoint that is to be deleted"));
            Key key = new Key(Kind.DISPOSAL, Optional.empty(), triggerIds.get());
            return operations.begin(
                            key,
                            false,
                            () -> outcome(
                                    commands.disposeSavepoint(path),
                                    done -> Json.object().build(),
                                    "failure-cause"))
                    ? Reply.ok(triggered(key))
                    : tooMany();
        });
    }

    private static Reply reading(Request request, Function<RequestBody, Reply> then) {
        try {
            return then.apply(RequestBody.of(request.body()));
        } catch (RequestBody.Unreadable e) {
            return Reply.refused(400, e.getMessage());
        }
    }

    private static boolean isPortable(RequestBody body) {
        return body.constant("formatType", SavepointFormatType.class, SavepointFormatType.DEFAULT)
                != SavepointFormatType.NATIVE;
    }

    private Reply begin(
            Kind kind, JobView job, RequestBody body, boolean endsJob, Supplier<CompletableFuture<Json>> start) {
        String triggerId = body.text("triggerId").orElseGet(triggerIds);
        if (!triggerId.matches("[0-9a-f]{32}")) {
            return Reply.refused(400, "'triggerId' is '" + triggerId + "', it must be 32 hexadecimal digits");
        }
        Key key = new Key(kind, Optional.of(job.id()), triggerId);
        if (operations.find(key).isEmpty() && job.isTerminal()) {
            return Reply.refused(409, "Job " + job.id().toHexString() + " has ended: it is " + job.status());
        }
        if (endsJob) {
            results.onAsked(job.id());
        }
        return operations.begin(key, endsJob, start) ? Reply.accepted(triggered(key)) : tooMany();
    }

    private static Json triggered(Key key) {
        return Json.object().put("request-id", key.triggerId()).build();
    }

    private static Reply tooMany() {
        return Reply.refused(
                503,
                "more than " + Operations.CAPACITY + " operations are remembered; each is forgotten "
                        + Operations.KEPT.toMinutes() + " minutes after its end");
    }

    private static CompletableFuture<Json> located(CompletableFuture<Taken> savepoint) {
        return outcome(
                savepoint,
                taken -> Json.object().put("location", taken.address()).build(),
                "failure-cause");
    }

    private static <T> CompletableFuture<Json> outcome(
            CompletableFuture<T> answer, Function<T, Json> success, String failureName) {
        return answer.handle((value, failure) -> failure == null
                ? success.apply(value)
                : Json.object()
                        .put(
                                failureName,
                                OperationStatus.failure(FailureCause.of(ErrorCode.INTERNAL, unwrapped(failure))))
                        .build());
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * The status of an operation. With the parameter {@code waitMs}, it is answered when the operation has ended, at the
     * latest after this time.
     */
    Reply status(Request request, Kind kind, Optional<JobID> job, String triggerId) {
        Optional<Operation> found = operations.find(new Key(kind, job, triggerId));
        if (found.isEmpty()) {
            return Reply.refused(
                    404,
                    "No operation was triggered with id " + triggerId + ", or it ended more than "
                            + Operations.KEPT.toMinutes() + " minutes ago");
        }
        Operation operation = found.get();
        if (operation.outcome().isDone()) {
            Json answer = OperationStatus.completed(operation.outcome().join());
            return operation.endsJob() && job.isPresent() ? Reply.result(job.get(), answer) : Reply.ok(answer);
        }
        long waitMs = request.parameter("waitMs")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
        if (operation.endsJob()) {
            job.ifPresent(results::onAsked);
        }
        if (waitMs == 0) {
            return Reply.ok(OperationStatus.inProgress());
        }
        return job.<Reply>map(id -> new Reply.Later(id, Math.min(waitMs, MAX_WAIT_MS)))
                .orElseGet(() -> new Reply.Promised(
                        operation.outcome().thenApply(outcome -> Reply.ok(OperationStatus.completed(outcome)))));
    }
}
