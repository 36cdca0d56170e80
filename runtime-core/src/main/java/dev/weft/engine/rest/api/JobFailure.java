package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * One failure of a job: exception, time and place.
 *
 * @param type the exception's class name
 * @param stackTrace message and frames, with causes
 * @param atMs epoch milliseconds
 * @param task e.g. {@code "Tokenizer (2/4)"}, empty when it is not a task's
 * @param endpoint host and data port of the executor, empty when there is none
 * @param executor the executor's id, empty when there is none
 * @param labels {@code code}: who has to act, {@code category}: the party that it belongs to
 */
public record JobFailure(
        String type,
        String stackTrace,
        long atMs,
        String task,
        String endpoint,
        String executor,
        Map<String, String> labels) {

    public JobFailure {
        labels = Map.copyOf(labels);
    }

    Json.Builder entry() {
        return Json.object()
                .put("exceptionName", type)
                .put("stacktrace", stackTrace)
                .put("timestamp", atMs)
                .put("taskName", orNull(task))
                .put("endpoint", orNull(endpoint))
                .put("location", orNull(endpoint))
                .put("taskManagerId", orNull(executor))
                .put("failureLabels", labelsJson());
    }

    /** Whether it has all of these labels. */
    public boolean hasLabels(Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    /** The entry in the older format of the response, which has fewer members. */
    Json.Obj plainEntry() {
        return Json.object()
                .put("exception", stackTrace)
                .put("task", orNull(task))
                .put("endpoint", orNull(endpoint))
                .put("location", orNull(endpoint))
                .put("timestamp", atMs)
                .put("taskManagerId", orNull(executor))
                .build();
    }

    private Json labelsJson() {
        Json.Builder json = Json.object();
        new TreeMap<>(labels).forEach((key, value) -> json.put(key, value));
        return json.build();
    }

    private static Json orNull(String text) {
        return text.isEmpty() ? Json.none() : Json.of(text);
    }

    static JobFailure of(Json.Obj json) {
        Map<String, String> labels = new TreeMap<>();
        json.object("failureLabels").members().forEach((key, value) -> labels.put(key, value.asText()));
        return new JobFailure(
                json.text("exceptionName"),
                json.text("stacktrace"),
                json.number("timestamp"),
                json.text("taskName"),
                json.text("endpoint"),
                json.text("taskManagerId"),
                labels);
    }
}
