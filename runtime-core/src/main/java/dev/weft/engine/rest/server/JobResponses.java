package dev.weft.engine.rest.server;

import dev.weft.api.common.JobStatus;
import dev.weft.configuration.ExecutionOptions;
import dev.weft.configuration.PipelineOptions;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.graph.JobPlan;
import dev.weft.engine.rest.api.JobDetails;
import dev.weft.engine.rest.api.JobExceptions;
import dev.weft.engine.rest.api.JobFailure;
import dev.weft.engine.rest.api.JobResult;
import dev.weft.engine.rest.api.JobResult.Outcome;
import dev.weft.engine.rest.api.JobSummary;
import dev.weft.engine.view.ClusterView;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.Failure;
import dev.weft.engine.view.JobView.VertexView;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the REST responses about one job.
 *
 * @param view the cluster that it runs in
 * @param nowMs epoch milliseconds
 */
record JobResponses(ClusterView view, JobView job, long nowMs) {

    static JobSummary summary(JobView job, long nowMs) {
        Map<String, Integer> tasks = new LinkedHashMap<>();
        VertexResponses.counts(job.vertices())
                .forEach((state, count) -> tasks.put(state.toLowerCase(Locale.ROOT), count));
        tasks.put("total", tasks.values().stream().mapToInt(Integer::intValue).sum());
        long endMs = job.endMs().orElse(-1);
        return new JobSummary(
                job.id(),
                job.name(),
                job.status(),
                job.startMs(),
                endMs,
                (endMs < 0 ? nowMs : endMs) - job.startMs(),
                job.statusMs().values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(job.startMs()),
                tasks);
    }

    JobDetails details() {
        Map<String, Long> timestamps = new LinkedHashMap<>();
        for (JobStatus status : JobStatus.values()) {
            timestamps.put(status.name(), job.statusMs().getOrDefault(status, 0L));
        }
        return new JobDetails(
                summary(job, nowMs),
                nowMs,
                batch(),
                number(PipelineOptions.MAX_PARALLELISM.key()),
                timestamps,
                job.history().restarts(),
                job.vertices().stream()
                        .map(vertex -> VertexResponses.summary(vertex, nowMs))
                        .toList(),
                plan());
    }

    private boolean batch() {
        return job.configuration()
                .getOrDefault(ExecutionOptions.RUNTIME_MODE.key(), "")
                .equalsIgnoreCase("BATCH");
    }

    private long number(String key) {
        String text = job.configuration().getOrDefault(key, "");
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
    }

    Json plan() {
        return new JobPlan(
                        job.id(),
                        job.name(),
                        batch(),
                        job.vertices().stream()
                                .map(vertex -> new JobPlan.Vertex(
                                        vertex.id(), vertex.name(), vertex.parallelism(), vertex.strategy()))
                                .toList(),
                        job.edges())
                .json();
    }

    /** The result of the job, which must have ended. */
    JobResult result() {
        Map<String, Payload> accumulators = new LinkedHashMap<>();
        job.accumulators().forEach((name, accumulated) -> accumulators.put(name, accumulated.value()));
        return new JobResult(
                job.id(),
                switch (job.status()) {
                    case FINISHED -> Outcome.SUCCEEDED;
                    case FAILED -> Outcome.FAILED;
                    case CANCELED -> Outcome.CANCELED;
                    default -> Outcome.UNKNOWN;
                },
                job.endMs().orElse(nowMs) - job.startMs(),
                accumulators,
                job.status() == JobStatus.FAILED
                        ? job.failures().stream()
                                .findFirst()
                                .map(failure -> new JobResult.Cause(
                                        failure.cause().type(),
                                        failure.cause().summary(),
                                        failure.cause().stackTrace(),
                                        failure.cause().exception()))
                        : Optional.empty());
    }

    /**
     * @param limit how many cases at most
     * @param labels filter: only failures that have all of these labels
     */
    JobExceptions exceptions(int limit, Map<String, String> labels) {
        List<JobExceptions.Case> matching = job.history().cases().stream()
                .map(one -> new JobExceptions.Case(
                        failure(one.root()),
                        one.others().stream()
                                .map(JobResponses::failure)
                                .filter(failure -> failure.hasLabels(labels))
                                .toList()))
                .filter(one -> one.root().hasLabels(labels))
                .toList();
        List<JobExceptions.Case> told = matching.stream().limit(limit).toList();
        return new JobExceptions(told, told.size() < matching.size());
    }

    private static JobFailure failure(Failure failure) {
        ErrorCode code = failure.cause().code();
        return new JobFailure(
                failure.cause().type(),
                failure.cause().stackTrace(),
                failure.atMs(),
                failure.task().orElse(""),
                failure.endpoint().orElse(""),
                failure.executor().map(id -> id.text()).orElse(""),
                Map.of("code", code.name(), "category", code.category().name()));
    }

    Json accumulators(boolean withValues) {
        Json.Builder values = Json.object();
        if (withValues) {
            job.accumulators()
                    .forEach((name, accumulated) -> values.put(
                            name,
                            Json.object()
                                    .put(
                                            "byteArray",
                                            Base64.getEncoder()
                                                    .encodeToString(
                                                            accumulated.value().bytes()))
                                    .build()));
        }
        return Json.object()
                .put("job-accumulators", Json.array(List.<String>of(), Json::of))
                .put(
                        "user-task-accumulators",
                        Json.array(
                                job.accumulators().entrySet(),
                                entry -> Json.object()
                                        .put("name", entry.getKey())
                                        .put("type", entry.getValue().type())
                                        .put("value", entry.getValue().text())
                                        .build()))
                .put("serialized-user-task-accumulators", values.build())
                .build();
    }

    Json vertex(VertexView vertex) {
        return VertexResponses.details(vertex, view, nowMs);
    }
}
