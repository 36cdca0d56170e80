package dev.weft.benchmarks.compare;

import dev.weft.engine.common.json.Json;
import java.util.Map;

/**
 * A workload in one size: what all contestants of a round do.
 *
 * @param checkpointing the interval of checkpoints as the configuration takes it; empty: none
 */
record Work(Row row, long records, String checkpointing) {

    private static final String CHECKPOINTS = "hdfs:///benchmarks/checkpoints";

    /** @param checkpointing of rows that have no interval of their own */
    static Work of(Row row, double scale, String checkpointing) {
        return new Work(row, row.records(scale), row.checkpointing().orElse(checkpointing));
    }

    /** What {@link #json} has made. */
    static Work of(Json.Obj json) {
        return new Work(
                Row.named(json.text("workload")),
                json.number("records"),
                json.member("checkpointing").map(Json::asText).orElse(""));
    }

    Json.Builder json() {
        return Json.object()
                .put("workload", row.label())
                .put("records", records)
                .put("checkpointing", checkpointing);
    }

    /** The settings that all contestants get. */
    Map<String, String> settings(String executorJvm) {
        Map<String, String> settings = row.settings(executorJvm);
        if (!checkpointing.isEmpty()) {
            settings.put("execution.checkpointing.interval", checkpointing);
            settings.put("execution.checkpointing.dir", CHECKPOINTS);
            settings.put("execution.checkpointing.incremental", "true");
        }
        return settings;
    }

    String label() {
        return row.label();
    }

    /** Label and title, and what is not usual about this size. */
    String title() {
        String often = checkpointing.isEmpty() || row.checkpointing().isPresent()
                ? ""
                : ", a checkpoint every " + checkpointing;
        return label() + " " + row.title() + often;
    }
}
