package dev.weft.benchmarks.checkpoints;

import dev.weft.engine.common.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The complete checkpoints of a job, asked for again and again, because only some are remembered there. */
final class CheckpointLog {

    private final Application application;
    private final Map<Long, Entry> complete = new TreeMap<>();
    private long failed;

    /**
     * A complete checkpoint.
     *
     * @param syncMs for how long each subtask was stopped by it
     */
    record Entry(long triggeredMs, long durationMs, long storedBytes, List<Long> syncMs) {}

    CheckpointLog(Application application) {
        this.application = application;
    }

    void look() throws IOException, InterruptedException {
        Optional<Json.Obj> answer = application.ofJob("/checkpoints");
        if (answer.isEmpty()) {
            return;
        }
        failed = answer.get().object("counts").number("failed");
        for (Json each : answer.get().elements("history")) {
            Json.Obj checkpoint = each.asObject();
            if (checkpoint.text("status").equals("COMPLETED") && !complete.containsKey(checkpoint.number("id"))) {
                complete.put(
                        checkpoint.number("id"),
                        new Entry(
                                checkpoint.number("trigger_timestamp"),
                                checkpoint.number("end_to_end_duration"),
                                checkpoint.number("checkpointed_size"),
                                syncMs(checkpoint.number("id"))));
            }
        }
    }

    private List<Long> syncMs(long id) throws IOException, InterruptedException {
        List<Long> found = new ArrayList<>();
        Optional<Json.Obj> details = application.ofJob("/checkpoints/details/" + id);
        if (details.isPresent()) {
            for (String vertex : details.get().object("tasks").members().keySet()) {
                application.ofJob("/checkpoints/details/" + id + "/subtasks/" + vertex).stream()
                        .flatMap(subtasks -> subtasks.elements("subtasks").stream())
                        .map(Json::asObject)
                        .filter(subtask -> subtask.text("status").equals("completed"))
                        .forEach(subtask ->
                                found.add(subtask.object("checkpoint").number("sync")));
            }
        }
        return found;
    }

    /** The complete ones that began at this time or later. */
    List<Entry> since(long ms) {
        return complete.values().stream()
                .filter(entry -> entry.triggeredMs() >= ms)
                .toList();
    }

    /** When the last one of these was complete. */
    OptionalLong completeSince(long ms) {
        return since(ms).stream()
                .mapToLong(entry -> entry.triggeredMs() + entry.durationMs())
                .max();
    }

    long failed() {
        return failed;
    }
}
