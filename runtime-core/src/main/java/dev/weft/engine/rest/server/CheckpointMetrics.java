package dev.weft.engine.rest.server;

import dev.weft.engine.common.json.Json;
import dev.weft.engine.view.CheckpointStatistics;
import dev.weft.engine.view.CheckpointStatistics.Checkpoint;
import dev.weft.engine.view.CheckpointStatistics.Restored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The metrics of a job that tell of its checkpoints, by their usual names: {@code GET /jobs/:jobid/metrics}. */
final class CheckpointMetrics {

    /** The value of a number that there is not yet. */
    private static final long NONE = -1;

    private CheckpointMetrics() {}

    /**
     * A list of metrics.
     *
     * @param wanted the names of those whose values are asked for; empty: the names of all, without values. Unknown names are
     *     left out
     */
    static Json of(CheckpointStatistics statistics, List<String> wanted) {
        Map<String, Object> values = values(statistics);
        if (wanted.isEmpty()) {
            return Json.array(
                    values.keySet(), name -> Json.object().put("id", name).build());
        }
        return Json.array(
                wanted.stream().filter(values::containsKey).toList(),
                name -> Json.object()
                        .put("id", name)
                        .put("value", values.get(name).toString())
                        .build());
    }

    private static Map<String, Object> values(CheckpointStatistics statistics) {
        Optional<Checkpoint> last = statistics.latestCompleted();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("totalNumberOfCheckpoints", statistics.completed() + statistics.failed() + statistics.inProgress());
        values.put("numberOfCompletedCheckpoints", statistics.completed());
        values.put("numberOfFailedCheckpoints", statistics.failed());
        values.put("numberOfInProgressCheckpoints", statistics.inProgress());
        values.put("lastCompletedCheckpointId", of(last, Checkpoint::id));
        values.put(
                "lastCheckpointCompletedTimestamp",
                of(last, checkpoint -> checkpoint.endedMs().orElse(NONE)));
        values.put(
                "lastCheckpointDuration",
                of(last, checkpoint -> checkpoint.endedMs().orElse(NONE) - checkpoint.triggeredMs()));
        values.put("lastCheckpointSize", of(last, Checkpoint::storedBytes));
        values.put("lastCheckpointFullSize", of(last, Checkpoint::stateBytes));
        values.put(
                "lastCheckpointExternalPath",
                last.map(Checkpoint::address)
                        .filter(address -> !address.isEmpty())
                        .orElse("n/a"));
        values.put(
                "lastCheckpointRestoreTimestamp",
                statistics.latestRestored().map(Restored::atMs).orElse(NONE));
        return values;
    }

    private static long of(Optional<Checkpoint> checkpoint, ToLongFunction<Checkpoint> value) {
        return checkpoint.map(value::applyAsLong).orElse(NONE);
    }
}
