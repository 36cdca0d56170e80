package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET /jobs/:jobid/exceptions}.
 *
 * @param failures root cause first, then what followed from it
 * @param truncated whether there were more
 */
public record JobExceptions(List<JobFailure> failures, boolean truncated) {

    public JobExceptions {
        failures = List.copyOf(failures);
    }

    public Json.Obj json() {
        Json.Builder json = Json.object();
        List<Json> history = new ArrayList<>();
        if (failures.isEmpty()) {
            json.put("root-exception", Json.none()).put("timestamp", Json.none());
        } else {
            JobFailure root = failures.get(0);
            json.put("root-exception", root.stackTrace()).put("timestamp", root.atMs());
            history.add(root.entry()
                    .put(
                            "concurrentExceptions",
                            Json.array(
                                    failures.subList(1, failures.size()),
                                    failure -> failure.entry().build()))
                    .build());
        }
        return json.put("all-exceptions", Json.array(failures, JobFailure::plainEntry))
                .put("truncated", truncated)
                .put(
                        "exceptionHistory",
                        Json.object()
                                .put("entries", new Json.Arr(history))
                                .put("truncated", truncated)
                                .build())
                .build();
    }

    public static JobExceptions of(Json.Obj json) {
        return new JobExceptions(
                JobFailure.listOf(json.object("exceptionHistory").elements("entries")),
                json.member("truncated").map(Json::asBoolean).orElse(false));
    }
}
