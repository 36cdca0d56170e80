package dev.weft.engine.rest.server;

import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.ExternalizedCheckpointRetention;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.common.json.Json;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.protocol.CheckpointTimings;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.CheckpointStatistics.Checkpoint;
import dev.weft.engine.view.CheckpointStatistics.Part;
import dev.weft.engine.view.CheckpointStatistics.Restored;
import dev.weft.engine.view.CheckpointStatistics.Status;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.VertexView;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Builds the REST responses about the checkpoints of one job. */
record CheckpointResponses(JobView job) {

    /** {@code GET /jobs/:jobid/checkpoints}. */
    Json all() {
        CheckpointStatistics statistics = job.checkpoints();
        return Json.object()
                .put(
                        "counts",
                        Json.object()
                                .put("restored", statistics.restored())
                                .put("total", statistics.completed() + statistics.failed() + statistics.inProgress())
                                .put("in_progress", statistics.inProgress())
                                .put("completed", statistics.completed())
                                .put("failed", statistics.failed())
                                .build())
                .put("summary", summary(statistics.recent()))
                .put(
                        "latest",
                        Json.object()
                                .put("completed", orNull(statistics.latestCompleted()))
                                .put("savepoint", orNull(statistics.latestSavepoint()))
                                .put("failed", orNull(statistics.latestFailed()))
                                .put(
                                        "restored",
                                        statistics
                                                .latestRestored()
                                                .map(CheckpointResponses::restored)
                                                .orElse(Json.none()))
                                .build())
                .put("history", Json.array(statistics.recent(), this::details))
                .build();
    }

    private Json orNull(Optional<Checkpoint> checkpoint) {
        return checkpoint.map(this::details).orElseGet(Json::none);
    }

    private static Json restored(Restored restored) {
        return Json.object()
                .put("id", restored.checkpointId())
                .put("restore_timestamp", restored.atMs())
                .put("is_savepoint", restored.savepoint())
                .put("external_path", orNull(restored.address()))
                .build();
    }

    private static Json orNull(String text) {
        return text.isEmpty() ? Json.none() : Json.of(text);
    }

    private static Json summary(List<Checkpoint> recent) {
        List<Checkpoint> completed = recent.stream()
                .filter(each -> each.status() == Status.COMPLETED)
                .toList();
        return Json.object()
                .put("checkpointed_size", over(completed, Checkpoint::storedBytes))
                .put("state_size", over(completed, Checkpoint::stateBytes))
                .put("end_to_end_duration", over(completed, CheckpointResponses::duration))
                .put("alignment_buffered", over(completed, each -> 0))
                .put(
                        "processed_data",
                        over(completed, each -> sum(each.parts().values(), CheckpointTimings::processedBytes)))
                .put(
                        "persisted_data",
                        over(completed, each -> sum(each.parts().values(), CheckpointTimings::inFlightBytes)))
                .build();
    }

    private static Json over(List<Checkpoint> checkpoints, ToLongFunction<Checkpoint> value) {
        return Distribution.of(checkpoints.stream().mapToLong(value)).json();
    }

    private static long sum(Collection<Part> parts, ToLongFunction<CheckpointTimings> value) {
        return parts.stream().map(Part::timings).mapToLong(value).sum();
    }

    /** From the trigger to the end; -1 while it is under way. */
    private static long duration(Checkpoint checkpoint) {
        return checkpoint.endedMs().isPresent() ? checkpoint.endedMs().getAsLong() - checkpoint.triggeredMs() : -1;
    }

    private static long latestAcknowledgement(Collection<Part> parts) {
        return parts.stream().mapToLong(Part::acknowledgedMs).max().orElse(-1);
    }

    /** A checkpoint that is remembered. */
    Optional<Checkpoint> find(long id) {
        CheckpointStatistics statistics = job.checkpoints();
        return Stream.of(
                        statistics.recent().stream(),
                        statistics.latestCompleted().stream(),
                        statistics.latestSavepoint().stream(),
                        statistics.latestFailed().stream())
                .flatMap(each -> each)
                .filter(each -> each.id() == id)
                .findFirst();
    }

    /** {@code GET /jobs/:jobid/checkpoints/details/:checkpointid}. */
    Json details(Checkpoint checkpoint) {
        Json.Builder tasks = Json.object();
        for (VertexView vertex : job.vertices()) {
            tasks.put(vertex.id().hex(), task(checkpoint, vertex).build());
        }
        Collection<Part> parts = checkpoint.parts().values();
        boolean unaligned = parts.stream().anyMatch(part -> part.timings().unaligned());
        Json.Builder json = Json.object()
                .put("className", checkpoint.status().name().toLowerCase(Locale.ROOT))
                .put("id", checkpoint.id())
                .put("status", checkpoint.status().name())
                .put("is_savepoint", checkpoint.kind().isSavepoint())
                .put("savepointFormat", format(checkpoint.kind()))
                .put(
                        "checkpoint_type",
                        checkpoint.kind().isSavepoint()
                                ? "SAVEPOINT"
                                : unaligned ? "UNALIGNED_CHECKPOINT" : "CHECKPOINT")
                .put("trigger_timestamp", checkpoint.triggeredMs())
                .put("latest_ack_timestamp", latestAcknowledgement(parts))
                .put("checkpointed_size", checkpoint.storedBytes())
                .put("state_size", checkpoint.stateBytes())
                .put("end_to_end_duration", duration(checkpoint))
                .put("alignment_buffered", 0)
                .put("processed_data", sum(parts, CheckpointTimings::processedBytes))
                .put("persisted_data", sum(parts, CheckpointTimings::inFlightBytes))
                .put("num_subtasks", checkpoint.subtasks())
                .put("num_acknowledged_subtasks", parts.size())
                .put("tasks", tasks.build());
        return switch (checkpoint.status()) {
            case IN_PROGRESS -> json.build();
            case COMPLETED ->
                json.put("external_path", orNull(checkpoint.address()))
                        .put("discarded", isDiscarded(checkpoint))
                        .build();
            case FAILED ->
                json.put("failure_timestamp", checkpoint.endedMs().orElse(-1))
                        .put("failure_message", checkpoint.failure())
                        .build();
        };
    }

    private static Json format(Kind kind) {
        return switch (kind) {
            case CHECKPOINT, FULL_CHECKPOINT -> Json.none();
            case NATIVE_SAVEPOINT -> Json.of("NATIVE");
            case CANONICAL_SAVEPOINT -> Json.of("CANONICAL");
        };
    }

    /** Whether so many later checkpoints are complete that this one is deleted. */
    private boolean isDiscarded(Checkpoint checkpoint) {
        return !checkpoint.kind().isSavepoint()
                && job.checkpoints().recent().stream()
                                .filter(each -> each.status() == Status.COMPLETED
                                        && !each.kind().isSavepoint()
                                        && each.id() > checkpoint.id())
                                .count()
                        >= settings().retained();
    }

    private Json.Builder task(Checkpoint checkpoint, VertexView vertex) {
        List<Part> parts = parts(checkpoint, vertex);
        Status status = checkpoint.status();
        return Json.object()
                .put("id", checkpoint.id())
                .put("status", status.name())
                .put("latest_ack_timestamp", latestAcknowledgement(parts))
                .put("checkpointed_size", sum(parts, CheckpointTimings::storedBytes))
                .put("state_size", sum(parts, CheckpointTimings::stateBytes))
                .put(
                        "end_to_end_duration",
                        parts.isEmpty() ? -1 : latestAcknowledgement(parts) - checkpoint.triggeredMs())
                .put("alignment_buffered", 0)
                .put("processed_data", sum(parts, CheckpointTimings::processedBytes))
                .put("persisted_data", sum(parts, CheckpointTimings::inFlightBytes))
                .put("num_subtasks", status == Status.COMPLETED ? parts.size() : vertex.parallelism())
                .put("num_acknowledged_subtasks", parts.size());
    }

    private static List<Part> parts(Checkpoint checkpoint, VertexView vertex) {
        return checkpoint.parts().entrySet().stream()
                .filter(part -> part.getKey().vertex().equals(vertex.id()))
                .sorted(Map.Entry.comparingByKey((left, right) -> Integer.compare(left.index(), right.index())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** {@code GET /jobs/:jobid/checkpoints/details/:checkpointid/subtasks/:vertexid}. */
    Json subtasks(Checkpoint checkpoint, VertexView vertex) {
        List<Part> parts = parts(checkpoint, vertex);
        return task(checkpoint, vertex)
                .put(
                        "summary",
                        Json.object()
                                .put("checkpointed_size", of(parts, CheckpointTimings::storedBytes))
                                .put("state_size", of(parts, CheckpointTimings::stateBytes))
                                .put(
                                        "end_to_end_duration",
                                        Distribution.of(parts.stream()
                                                        .mapToLong(part ->
                                                                part.acknowledgedMs() - checkpoint.triggeredMs()))
                                                .json())
                                .put(
                                        "checkpoint_duration",
                                        Json.object()
                                                .put("sync", of(parts, CheckpointTimings::syncMs))
                                                .put("async", of(parts, CheckpointTimings::asyncMs))
                                                .build())
                                .put(
                                        "alignment",
                                        Json.object()
                                                .put("buffered", of(parts, part -> 0))
                                                .put("processed", of(parts, CheckpointTimings::processedBytes))
                                                .put("persisted", of(parts, CheckpointTimings::inFlightBytes))
                                                .put("duration", of(parts, CheckpointTimings::alignmentMs))
                                                .build())
                                .put("start_delay", of(parts, CheckpointTimings::startDelayMs))
                                .build())
                .put("subtasks", Json.array(vertex.subtasks(), task -> {
                    Optional<Part> part = Optional.ofNullable(
                            checkpoint.parts().get(task.attempt().subtaskId()));
                    return part.map(each ->
                                    acknowledged(checkpoint, task.attempt().subtask(), each))
                            .orElseGet(() -> Json.object()
                                    .put("className", "pending")
                                    .put("index", task.attempt().subtask())
                                    .put("status", "pending_or_failed")
                                    .build());
                }))
                .build();
    }

    private static Json of(List<Part> parts, ToLongFunction<CheckpointTimings> value) {
        return Distribution.of(parts.stream().map(Part::timings).mapToLong(value))
                .json();
    }

    private static Json acknowledged(Checkpoint checkpoint, int index, Part part) {
        CheckpointTimings timings = part.timings();
        return Json.object()
                .put("className", "completed")
                .put("index", index)
                .put("status", "completed")
                .put("ack_timestamp", part.acknowledgedMs())
                .put("end_to_end_duration", part.acknowledgedMs() - checkpoint.triggeredMs())
                .put("checkpointed_size", timings.storedBytes())
                .put("state_size", timings.stateBytes())
                .put(
                        "checkpoint",
                        Json.object()
                                .put("sync", timings.syncMs())
                                .put("async", timings.asyncMs())
                                .build())
                .put(
                        "alignment",
                        Json.object()
                                .put("buffered", 0)
                                .put("processed", timings.processedBytes())
                                .put("persisted", timings.inFlightBytes())
                                .put("duration", timings.alignmentMs())
                                .build())
                .put("start_delay", timings.startDelayMs())
                .put("unaligned_checkpoint", timings.unaligned())
                .put("aborted", false)
                .build();
    }

    private Configuration configuration() {
        return Configuration.fromMap(job.configuration());
    }

    private CheckpointSettings settings() {
        return CheckpointSettings.of(configuration());
    }

    /** {@code GET /jobs/:jobid/checkpoints/config}; without periodic checkpoints, their interval is the largest number. */
    Json config() {
        CheckpointSettings settings = settings();
        Configuration configuration = configuration();
        ExternalizedCheckpointRetention retention = settings.retention();
        return Json.object()
                .put("mode", settings.alignment() == Alignment.AT_LEAST_ONCE ? "AT_LEAST_ONCE" : "EXACTLY_ONCE")
                .put("interval", settings.interval().map(Duration::toMillis).orElse(Long.MAX_VALUE))
                .put("timeout", settings.timeout().toMillis())
                .put("min_pause", settings.minPause().toMillis())
                .put("max_concurrent", settings.maxConcurrent())
                .put(
                        "externalization",
                        Json.object()
                                .put(
                                        "enabled",
                                        retention != ExternalizedCheckpointRetention.NO_EXTERNALIZED_CHECKPOINTS)
                                .put(
                                        "delete_on_cancellation",
                                        retention != ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)
                                .build())
                .put("state_backend", configuration.get(StateBackendOptions.STATE_BACKEND))
                .put(
                        "checkpoint_storage",
                        configuration
                                .getOptional(CheckpointingOptions.CHECKPOINT_STORAGE)
                                .orElse(settings.directory().isPresent() ? "filesystem" : "jobmanager"))
                .put("unaligned_checkpoints", configuration.get(CheckpointingOptions.ENABLE_UNALIGNED))
                .put("tolerable_failed_checkpoints", settings.tolerableFailures())
                .put(
                        "aligned_checkpoint_timeout",
                        configuration
                                .get(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT)
                                .toMillis())
                .put("checkpoints_after_tasks_finish", settings.afterTasksFinish())
                .put("state_changelog_enabled", false)
                .put("changelog_storage", "")
                .put("changelog_periodic_materialization_interval", 0)
                .build();
    }
}
