package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.rest.api.CollectedResults;
import dev.weft.engine.rest.api.JobResult;
import dev.weft.engine.rest.server.Operations.Kind;
import dev.weft.engine.view.CheckpointStatistics.Checkpoint;
import dev.weft.engine.view.ClusterCommands;
import dev.weft.engine.view.ClusterView;
import dev.weft.engine.view.ExecutorView;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.VertexView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Request router: dispatches a request by method and path to the code that builds the response. Every path may have the
 * prefix {@code /v1}. Without side effects except for the {@link ClusterCommands} that it calls.
 */
final class Routes {

    private static final long MAX_WAIT_MS = 60_000;

    private final ClusterCommands commands;
    private final ClusterResponses cluster;
    private final OperationRoutes operations;
    private final boolean cancelEnabled;

    Routes(ClusterCommands commands, Release release, boolean cancelEnabled, OperationRoutes operations) {
        this.operations = operations;
        this.commands = commands;
        this.cluster = new ClusterResponses(release, cancelEnabled);
        this.cancelEnabled = cancelEnabled;
    }

    /**
     * @param nowMs epoch milliseconds
     */
    Reply reply(Request request, ClusterView view, long nowMs) {
        List<String> path = segments(request.path());
        boolean read = request.method().equals("GET") || request.method().equals("HEAD");
        if (!read && !isChange(request.method(), path)) {
            return Reply.refused(405, request.method() + " " + request.path() + " is not supported; use GET");
        }
        if (path.isEmpty()) {
            return Reply.page(ApplicationPage.of(view, nowMs));
        }
        return switch (path.get(0)) {
            case "index.html" -> path.size() == 1 ? Reply.page(ApplicationPage.of(view, nowMs)) : unknown(request);
            case "overview" ->
                path.size() == 1 ? Reply.ok(cluster.overview(view).json()) : unknown(request);
            case "config" -> path.size() == 1 ? Reply.ok(cluster.config()) : unknown(request);
            case "taskmanagers" -> executors(request, path, view);
            case "jobs" -> jobs(request, path, view, nowMs);
            case "savepoint-disposal" -> disposal(request, path);
            default -> unknown(request);
        };
    }

    private static boolean isChange(String method, List<String> path) {
        boolean ofJob = !path.isEmpty() && path.get(0).equals("jobs");
        return switch (method) {
            case "PATCH" -> ofJob && path.size() == 2;
            case "POST" ->
                path.equals(List.of("savepoint-disposal"))
                        || ofJob
                                && path.size() == 3
                                && List.of("savepoints", "stop", "checkpoints").contains(path.get(2));
            default -> false;
        };
    }

    private Reply disposal(Request request, List<String> path) {
        if (path.size() == 1) {
            return request.method().equals("POST")
                    ? operations.disposal(request)
                    : Reply.refused(405, "GET " + request.path() + " is not supported; use POST");
        }
        return path.size() == 2
                ? operations.status(request, Kind.DISPOSAL, Optional.empty(), path.get(1))
                : unknown(request);
    }

    private static List<String> segments(String path) {
        List<String> segments = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        return !segments.isEmpty() && segments.get(0).equals("v1") ? segments.subList(1, segments.size()) : segments;
    }

    private static Reply unknown(Request request) {
        return Reply.refused(404, "Not found: " + request.path());
    }

    private static Reply executors(Request request, List<String> path, ClusterView view) {
        if (path.size() == 1) {
            return Reply.ok(Json.object()
                    .put("taskmanagers", Json.array(view.executors(), ExecutorResponses::summary))
                    .build());
        }
        if (path.size() != 2) {
            return unknown(request);
        }
        Optional<ExecutorView> executor = view.executors().stream()
                .filter(e -> e.id().equals(new ExecutorId(path.get(1))))
                .findFirst();
        return executor.<Reply>map(found -> Reply.ok(ExecutorResponses.details(found)))
                .orElseGet(() -> Reply.refused(404, "TaskManager " + path.get(1) + " not found"));
    }

    private Reply jobs(Request request, List<String> path, ClusterView view, long nowMs) {
        if (path.size() == 1) {
            return Reply.ok(Json.object()
                    .put(
                            "jobs",
                            Json.array(
                                    view.jobs(),
                                    job -> Json.object()
                                            .put("id", job.id().toHexString())
                                            .put("status", job.status().name())
                                            .build()))
                    .build());
        }
        if (path.size() == 2 && path.get(1).equals("overview")) {
            return Reply.ok(Json.object()
                    .put(
                            "jobs",
                            Json.array(
                                    view.jobs(),
                                    job -> JobResponses.summary(job, nowMs).json()))
                    .build());
        }
        if (path.size() == 2 && path.get(1).equals("metrics")) {
            return unknown(request);
        }
        JobID id;
        try {
            id = JobID.fromHexString(path.get(1));
        } catch (IllegalArgumentException notAnId) {
            return Reply.refused(400, notAnId.getMessage());
        }
        return view.job(id)
                .map(job -> job(request, path, new JobResponses(view, job, nowMs)))
                .orElseGet(() -> Reply.refused(404, "Job " + id.toHexString() + " not found"));
    }

    private Reply job(Request request, List<String> path, JobResponses responses) {
        if (path.size() == 2) {
            return request.method().equals("PATCH")
                    ? patch(request, responses)
                    : Reply.ok(responses.details().json());
        }
        if (path.size() == 4 && path.get(2).equals("vertices")) {
            return vertex(path.get(3), responses.job(), vertex -> Reply.ok(responses.vertex(vertex)));
        }
        if (path.size() >= 4 && path.get(2).equals("checkpoints")) {
            return checkpoints(request, path, responses.job());
        }
        if (path.size() == 4 && path.get(2).equals("savepoints")) {
            return operations.status(
                    request, Kind.SAVEPOINT, Optional.of(responses.job().id()), path.get(3));
        }
        if (path.size() == 4 && path.get(2).equals("collected")) {
            return collected(request, path.get(3), responses.job());
        }
        if (path.size() != 3) {
            return unknown(request);
        }
        if (request.method().equals("POST")) {
            return switch (path.get(2)) {
                case "savepoints" -> operations.savepoint(request, responses.job());
                case "stop" -> operations.stop(request, responses.job());
                default -> operations.checkpoint(request, responses.job());
            };
        }
        return switch (path.get(2)) {
            case "checkpoints" -> Reply.ok(new CheckpointResponses(responses.job()).all());
            case "metrics" -> Reply.ok(CheckpointMetrics.of(responses.job().checkpoints(), names(request)));
            case "status" ->
                Reply.ok(Json.object()
                        .put("status", responses.job().status().name())
                        .build());
            case "plan" -> Reply.ok(Json.object().put("plan", responses.plan()).build());
            case "execution-result" -> result(request, responses);
            case "exceptions" ->
                Reply.ok(responses.exceptions(limit(request), labels(request)).json());
            case "accumulators" ->
                Reply.ok(responses.accumulators(request.parameter("includeSerializedValue")
                        .orElse("false")
                        .equals("true")));
            case "yarn-cancel" -> cancel(responses.job());
            default -> unknown(request);
        };
    }

    private static List<String> names(Request request) {
        return request.parameter("get").stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .toList();
    }

    private Reply checkpoints(Request request, List<String> path, JobView job) {
        CheckpointResponses responses = new CheckpointResponses(job);
        if (path.size() == 4 && path.get(3).equals("config")) {
            return Reply.ok(responses.config());
        }
        if (path.size() == 4) {
            return operations.status(request, Kind.CHECKPOINT, Optional.of(job.id()), path.get(3));
        }
        boolean ofTask = path.size() == 7 && path.get(5).equals("subtasks");
        if (!path.get(3).equals("details") || path.size() != 5 && !ofTask) {
            return unknown(request);
        }
        String id = path.get(4);
        if (!id.matches("[0-9]{1,18}")) {
            return Reply.refused(400, "'" + id + "' is no id of a checkpoint: it is a number");
        }
        Optional<Checkpoint> checkpoint = responses.find(Long.parseLong(id));
        if (checkpoint.isEmpty()) {
            return Reply.refused(
                    404,
                    "Job " + job.id().toHexString() + " has no checkpoint " + id + ", or it is no longer remembered");
        }
        return ofTask
                ? vertex(path.get(6), job, vertex -> Reply.ok(responses.subtasks(checkpoint.get(), vertex)))
                : Reply.ok(responses.details(checkpoint.get()));
    }

    private Reply collected(Request request, String sink, JobView job) {
        if (job.isTerminal()) {
            return Reply.ok(new CollectedResults(new byte[0], true).json());
        }
        long offset = request.parameter("offset")
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
        return new Reply.Promised(commands.fetchCollected(job.id(), sink, offset)
                .thenApply(results -> Reply.ok(new CollectedResults(results.bytes(), results.ended()).json())));
    }

    private static Reply vertex(String hex, JobView job, Function<VertexView, Reply> then) {
        return job.vertices().stream()
                .filter(vertex -> vertex.id().hex().equals(hex))
                .findFirst()
                .map(then)
                .orElseGet(() -> Reply.refused(404, "Job " + job.id().toHexString() + " has no vertex " + hex));
    }

    /** Parses the maximum number of failures; without the parameter, all known failures are returned. */
    private static int limit(Request request) {
        return request.parameter("maxExceptions")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(Integer.MAX_VALUE);
    }

    /** Parses the parameter {@code failureLabelFilter=key:value,key:value}. */
    private static Map<String, String> labels(Request request) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String pair : request.parameter("failureLabelFilter").orElse("").split(",")) {
            String[] keyAndValue = pair.split(":", 2);
            if (keyAndValue.length == 2) {
                labels.put(keyAndValue[0], keyAndValue[1]);
            }
        }
        return labels;
    }

    private Reply patch(Request request, JobResponses responses) {
        String mode = request.parameter("mode").orElse("cancel");
        return mode.equals("cancel")
                ? cancel(responses.job())
                : Reply.refused(400, "mode '" + mode + "' is not supported; the mode is 'cancel'");
    }

    private Reply cancel(JobView job) {
        if (!cancelEnabled) {
            return Reply.refused(403, "cancelling over REST is turned off by web.cancel.enable");
        }
        if (!job.isTerminal()) {
            commands.cancelJob(job.id());
        }
        return Reply.accepted();
    }

    private static Reply result(Request request, JobResponses responses) {
        JobView job = responses.job();
        if (job.released()) {
            return Reply.result(job.id(), responses.result().json());
        }
        long waitMs = request.parameter("waitMs")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .orElse(0L);
        return waitMs == 0
                ? Reply.ok(JobResult.inProgress())
                : new Reply.Later(job.id(), Math.min(waitMs, MAX_WAIT_MS));
    }
}
