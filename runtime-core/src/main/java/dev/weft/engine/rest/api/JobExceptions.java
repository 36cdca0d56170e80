package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Response of {@code GET /jobs/:jobid/exceptions}: the job's failure history.
 *
 * @param cases the latest first
 * @param truncated whether there were more
 */
public record JobExceptions(List<Case> cases, boolean truncated) {

    public JobExceptions {
        cases = List.copyOf(cases);
    }

    /**
     * One entry of the history: the failures that led to one restart, or to the failure of the job.
     *
     * @param root the root cause
     * @param concurrent other failures reported before the restart
     */
    public record Case(JobFailure root, List<JobFailure> concurrent) {
        public Case {
            concurrent = List.copyOf(concurrent);
        }

        private Json.Obj json() {
            return root.entry()
                    .put(
                            "concurrentExceptions",
                            Json.array(concurrent, failure -> failure.entry().build()))
                    .build();
        }

        private static Case of(Json.Obj json) {
            return new Case(
                    JobFailure.of(json),
                    json.elements("concurrentExceptions").stream()
                            .map(failure -> JobFailure.of(failure.asObject()))
                            .toList());
        }

        private List<JobFailure> rootFirst() {
            List<JobFailure> all = new ArrayList<>(List.of(root));
            all.addAll(concurrent);
            return all;
        }
    }

    /** The failures of the latest case: the root cause first, then the concurrent ones. */
    public List<JobFailure> failures() {
        return cases.isEmpty() ? List.of() : cases.get(0).rootFirst();
    }

    public Json.Obj json() {
        Json.Builder json = Json.object();
        if (cases.isEmpty()) {
            json.put("root-exception", Json.none()).put("timestamp", Json.none());
        } else {
            JobFailure root = cases.get(0).root();
            json.put("root-exception", root.stackTrace()).put("timestamp", root.atMs());
        }
        return json.put("all-exceptions", Json.array(failures(), JobFailure::plainEntry))
                .put("truncated", truncated)
                .put(
                        "exceptionHistory",
                        Json.object()
                                .put("entries", Json.array(cases, Case::json))
                                .put("truncated", truncated)
                                .build())
                .build();
    }

    public static JobExceptions of(Json.Obj json) {
        return new JobExceptions(
                json.object("exceptionHistory").elements("entries").stream()
                        .map(entry -> Case.of(entry.asObject()))
                        .toList(),
                json.member("truncated").map(Json::asBoolean).orElse(false));
    }
}
