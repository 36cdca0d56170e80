package dev.weft.engine.rest.api;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Response of {@code GET /jobs/:jobid}.
 *
 * @param summary the job, with the number of tasks per state
 * @param nowMs the server's clock, epoch milliseconds
 * @param batch whether it runs in BATCH mode
 * @param maxParallelism -1 when it is derived
 * @param timestampsMs per status: when it was reached, 0 when it was not
 * @param restarts how often tasks were restarted after a failure
 * @param vertices in topological order
 * @param plan as {@code GET /jobs/:jobid/plan} gives it
 */
public record JobDetails(
        JobSummary summary,
        long nowMs,
        boolean batch,
        long maxParallelism,
        Map<String, Long> timestampsMs,
        long restarts,
        List<VertexSummary> vertices,
        Json plan) {

    public JobDetails {
        timestampsMs = Map.copyOf(timestampsMs);
        vertices = List.copyOf(vertices);
    }

    public Json.Obj json() {
        Map<String, Integer> counts = new TreeMap<>(summary.tasks());
        counts.remove("total");
        return Json.object()
                .put("jid", summary.jobId().toHexString())
                .put("name", summary.name())
                .put("isStoppable", false)
                .put("state", summary.status().name())
                .put("job-type", batch ? "BATCH" : "STREAMING")
                .put("start-time", summary.startMs())
                .put("end-time", summary.endMs())
                .put("duration", summary.durationMs())
                .put("maxParallelism", maxParallelism)
                .put("now", nowMs)
                .put("timestamps", Json.counts(new TreeMap<>(timestampsMs), status -> status))
                .put("numRestarts", restarts)
                .put("vertices", Json.array(vertices, VertexSummary::json))
                .put("status-counts", Json.counts(counts, state -> state.toUpperCase(Locale.ROOT)))
                .put("plan", plan)
                .build();
    }

    public static JobDetails of(Json.Obj json) {
        Map<String, Long> timestamps = new LinkedHashMap<>();
        json.object("timestamps").members().forEach((status, at) -> timestamps.put(status, at.asLong()));
        Map<String, Integer> tasks = new LinkedHashMap<>();
        Counts.of(json.object("status-counts"))
                .forEach((state, count) -> tasks.put(state.toLowerCase(Locale.ROOT), count));
        tasks.put("total", tasks.values().stream().mapToInt(Integer::intValue).sum());
        JobSummary summary = new JobSummary(
                JobID.fromHexString(json.text("jid")),
                json.text("name"),
                JobStatus.valueOf(json.text("state")),
                json.number("start-time"),
                json.number("end-time"),
                json.number("duration"),
                timestamps.values().stream().mapToLong(Long::longValue).max().orElse(-1),
                tasks);
        return new JobDetails(
                summary,
                json.number("now"),
                json.text("job-type").equals("BATCH"),
                json.number("maxParallelism"),
                timestamps,
                json.member("numRestarts").map(Json::asLong).orElse(0L),
                json.elements("vertices").stream()
                        .map(vertex -> VertexSummary.of(vertex.asObject()))
                        .toList(),
                json.object("plan"));
    }
}
