package dev.weft.engine.jobmaster;

import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.SubtaskId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the serialized accumulators of ended tasks; those of a replaced attempt are dropped. Owned by the
 * JobMaster's loop.
 */
@LoopOwned
final class AccumulatorLedger {

    private final Map<SubtaskId, Map<String, Payload>> parts = new LinkedHashMap<>();

    void add(SubtaskId subtask, Map<String, Payload> ofAttempt) {
        if (!ofAttempt.isEmpty()) {
            parts.put(subtask, ofAttempt);
        }
    }

    /** Drops the accumulators of subtasks that are restarted. */
    void forget(Set<SubtaskId> subtasks) {
        parts.keySet().removeAll(subtasks);
    }

    /** All of them as they are now. */
    Accumulators all() {
        return new Accumulators(List.copyOf(parts.values()));
    }
}
