package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;
import java.util.List;
import java.util.stream.Stream;

/**
 * A failure of a job.
 *
 * @param type the exception's class name
 * @param stackTrace message and frames, with causes
 * @param atMs epoch milliseconds
 * @param task e.g. {@code "Tokenizer (2/4)"}, empty when it is not a task's
 * @param endpoint host and data port of the executor, empty when there is none
 * @param executor the executor's id, empty when there is none
 */
public record JobFailure(String type, String stackTrace, long atMs, String task, String endpoint, String executor) {

    Json.Builder entry() {
        return Json.object()
                .put("exceptionName", type)
                .put("stacktrace", stackTrace)
                .put("timestamp", atMs)
                .put("taskName", orNull(task))
                .put("endpoint", orNull(endpoint))
                .put("location", orNull(endpoint))
                .put("taskManagerId", orNull(executor))
                .put("failureLabels", Json.object().build());
    }

    /** The older form of an entry. */
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

    private static Json orNull(String text) {
        return text.isEmpty() ? Json.none() : Json.of(text);
    }

    static JobFailure of(Json.Obj json) {
        return new JobFailure(
                json.text("exceptionName"),
                json.text("stacktrace"),
                json.number("timestamp"),
                json.text("taskName"),
                json.text("endpoint"),
                json.text("taskManagerId"));
    }

    /** All failures that an answer holds, root cause first. */
    static List<JobFailure> listOf(List<Json> entries) {
        return entries.stream()
                .flatMap(entry -> Stream.concat(
                        Stream.of(of(entry.asObject())),
                        entry.asObject().elements("concurrentExceptions").stream()
                                .map(followed -> of(followed.asObject()))))
                .toList();
    }
}
