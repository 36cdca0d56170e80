package dev.weft.engine.rest.api;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One job of {@code GET /jobs/overview}. Times are epoch milliseconds.
 *
 * @param endMs -1 while the job runs
 * @param tasks number of tasks per state in lower case, and their {@code total}
 */
public record JobSummary(
        JobID jobId,
        String name,
        JobStatus status,
        long startMs,
        long endMs,
        long durationMs,
        long lastModificationMs,
        Map<String, Integer> tasks) {

    public JobSummary {
        tasks = Map.copyOf(tasks);
    }

    public Json.Obj json() {
        return Json.object()
                .put("jid", jobId.toHexString())
                .put("name", name)
                .put("start-time", startMs)
                .put("end-time", endMs)
                .put("duration", durationMs)
                .put("state", status.name())
                .put("last-modification", lastModificationMs)
                .put("tasks", Json.counts(new TreeMap<>(tasks), state -> state))
                .build();
    }

    /** The jobs of an overview. */
    public static List<JobSummary> listOf(Json.Obj overview) {
        return overview.elements("jobs").stream().map(job -> of(job.asObject())).toList();
    }

    private static JobSummary of(Json.Obj json) {
        return new JobSummary(
                JobID.fromHexString(json.text("jid")),
                json.text("name"),
                JobStatus.valueOf(json.text("state")),
                json.number("start-time"),
                json.number("end-time"),
                json.number("duration"),
                json.number("last-modification"),
                Counts.of(json.object("tasks")));
    }
}
