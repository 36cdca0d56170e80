package dev.weft.engine.rest.server;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.rest.api.CollectedResults;
import dev.weft.engine.rest.api.JobResult;
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
    private final boolean cancelEnabled;

    Routes(ClusterCommands commands, Release release, boolean cancelEnabled) {
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
        if (!read
                && !(request.method().equals("PATCH")
                        && path.size() == 2
                        && path.get(0).equals("jobs"))) {
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
            default -> unknown(request);
        };
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
            return vertex(path.get(3), responses, vertex -> Reply.ok(responses.vertex(vertex)));
        }
        if (path.size() == 4 && path.get(2).equals("collected")) {
            return collected(request, path.get(3), responses.job());
        }
        if (path.size() != 3) {
            return unknown(request);
        }
        return switch (path.get(2)) {
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

    private static Reply vertex(String hex, JobResponses responses, Function<VertexView, Reply> then) {
        return responses.job().vertices().stream()
                .filter(vertex -> vertex.id().hex().equals(hex))
                .findFirst()
                .map(then)
                .orElseGet(() ->
                        Reply.refused(404, "Job " + responses.job().id().toHexString() + " has no vertex " + hex));
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
        if (job.isTerminal()) {
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
