package dev.weft.engine.rest.api;

import dev.weft.engine.common.json.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a checkpoint or savepoint is that is under way; read from the response of
 * {@code GET /jobs/:jobid/checkpoints}.
 *
 * @param acknowledged how many subtasks have stored their part
 * @param subtasks how many have to; 0 before they are triggered
 * @param bytes that they have written
 */
public record CheckpointProgress(long id, boolean savepoint, long acknowledged, long subtasks, long bytes) {

    /** The latest one that is under way. */
    public static Optional<CheckpointProgress> of(Json.Obj json) {
        return json.elements("history").stream()
                .map(Json::asObject)
                .filter(each -> each.text("status").equals("IN_PROGRESS"))
                .findFirst()
                .map(each -> new CheckpointProgress(
                        each.number("id"),
                        each.member("is_savepoint").map(Json::asBoolean).orElse(false),
                        each.number("num_acknowledged_subtasks"),
                        each.number("num_subtasks"),
                        each.number("checkpointed_size")));
    }

    /** One line for people. */
    public String line() {
        return (savepoint ? "Savepoint " : "Checkpoint ") + id + ": " + acknowledged + " of " + subtasks
                + " subtasks have acknowledged, " + String.format(Locale.ROOT, "%.1f", bytes / 1048576.0)
                + " MB written";
    }
}
