package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;

/** Response of {@code GET /overview}. */
public record ClusterOverview(
        int executors,
        int slotsTotal,
        int slotsAvailable,
        int running,
        int finished,
        int cancelled,
        int failed,
        String version,
        String commit) {

    public Json.Obj json() {
        return Json.object()
                .put("taskmanagers", executors)
                .put("taskmanagers-blocked", 0)
                .put("slots-total", slotsTotal)
                .put("slots-available", slotsAvailable)
                .put("slots-free-and-blocked", 0)
                .put("jobs-running", running)
                .put("jobs-finished", finished)
                .put("jobs-cancelled", cancelled)
                .put("jobs-failed", failed)
                .put("flink-version", version)
                .put("flink-commit", commit)
                .build();
    }

    public static ClusterOverview of(Json.Obj json) {
        return new ClusterOverview(
                (int) json.number("taskmanagers"),
                (int) json.number("slots-total"),
                (int) json.number("slots-available"),
                (int) json.number("jobs-running"),
                (int) json.number("jobs-finished"),
                (int) json.number("jobs-cancelled"),
                (int) json.number("jobs-failed"),
                json.text("flink-version"),
                json.text("flink-commit"));
    }
}
