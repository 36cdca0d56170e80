package dev.weft.engine.rest.api;

import dev.weft.engine.common.VertexId;
import dev.weft.engine.common.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * One vertex of {@code GET /jobs/:jobid}. Times are epoch milliseconds, -1 when not reached.
 *
 * @param slotSharingGroupId 32 hexadecimal digits, the same for all vertices whose tasks share slots
 * @param status the aggregated state of all tasks
 * @param tasks number of tasks per state
 */
public record VertexSummary(
        VertexId id,
        String slotSharingGroupId,
        String name,
        int maxParallelism,
        int parallelism,
        String status,
        long startMs,
        long endMs,
        long durationMs,
        Map<String, Integer> tasks,
        IoMetrics metrics) {

    public VertexSummary {
        tasks = Map.copyOf(tasks);
    }

    public Json.Obj json() {
        return Json.object()
                .put("id", id.hex())
                .put("slotSharingGroupId", slotSharingGroupId)
                .put("name", name)
                .put("maxParallelism", maxParallelism)
                .put("parallelism", parallelism)
                .put("status", status)
                .put("start-time", startMs)
                .put("end-time", endMs)
                .put("duration", durationMs)
                .put("tasks", Json.counts(new TreeMap<>(tasks), state -> state))
                .put("metrics", metrics.json())
                .build();
    }

    static VertexSummary of(Json.Obj json) {
        return new VertexSummary(
                new VertexId(json.text("id")),
                json.text("slotSharingGroupId"),
                json.text("name"),
                (int) json.number("maxParallelism"),
                (int) json.number("parallelism"),
                json.text("status"),
                json.number("start-time"),
                json.number("end-time"),
                json.number("duration"),
                Counts.of(json.object("tasks")),
                IoMetrics.of(json.object("metrics")));
    }
}
