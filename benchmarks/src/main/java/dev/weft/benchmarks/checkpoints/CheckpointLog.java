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

    /** A complete checkpoint. */
    record Entry(long triggeredMs, long durationMs, long storedBytes, List<Subtask> subtasks) {

        /** From the trigger until the last subtask had all barriers. */
        long barriersMs() {
            return subtasks.stream().mapToLong(Subtask::barriersMs).max().orElse(0);
        }

        /** The longest time for which a subtask stored its part. */
        long storingMs() {
            return subtasks.stream().mapToLong(Subtask::asyncMs).max().orElse(0);
        }

        /** Of records in flight. */
        long inFlightBytes() {
            return subtasks.stream().mapToLong(Subtask::inFlightBytes).sum();
        }
    }

    /**
     * What one subtask tells of a checkpoint.
     *
     * @param barriersMs from the trigger until it had all barriers
     * @param syncMs for how long it was stopped
     * @param asyncMs for how long its part was stored
     * @param inFlightBytes of records that were stored
     */
    record Subtask(long barriersMs, long syncMs, long asyncMs, long inFlightBytes) {

        private static Subtask of(Json.Obj subtask) {
            Json.Obj parts = subtask.object("checkpoint");
            Json.Obj alignment = subtask.object("alignment");
            return new Subtask(
                    subtask.number("start_delay") + alignment.number("duration"),
                    parts.number("sync"),
                    parts.number("async"),
                    alignment.number("persisted"));
        }
    }

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
                                subtasks(checkpoint.number("id"))));
            }
        }
    }

    private List<Subtask> subtasks(long id) throws IOException, InterruptedException {
        List<Subtask> found = new ArrayList<>();
        Optional<Json.Obj> details = application.ofJob("/checkpoints/details/" + id);
        if (details.isPresent()) {
            for (String vertex : details.get().object("tasks").members().keySet()) {
                application.ofJob("/checkpoints/details/" + id + "/subtasks/" + vertex).stream()
                        .flatMap(answer -> answer.elements("subtasks").stream())
                        .map(Json::asObject)
                        .filter(subtask -> subtask.text("status").equals("completed"))
                        .forEach(subtask -> found.add(Subtask.of(subtask)));
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
