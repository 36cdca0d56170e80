package dev.weft.client;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobID;
import dev.weft.engine.graph.UserObjects;
import dev.weft.util.OptionalFailure;
import java.util.HashMap;
import java.util.Map;

/** Builds the result that {@code execute()} returns to a program. */
final class Results {

    private Results() {}

    /**
     * Accumulators are deserialized with the program's own classes; one that cannot be deserialized fails only when the
     * program reads it.
     */
    static JobExecutionResult of(JobID job, JobOutcome outcome, ClassLoader userClasses) {
        Map<String, OptionalFailure<Object>> values = new HashMap<>();
        outcome.accumulators()
                .forEach((name, accumulated) ->
                        values.put(name, UserObjects.accumulator(name, accumulated, userClasses)));
        return new JobExecutionResult(job, Math.max(0, outcome.runtimeMs()), values);
    }
}
