package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.protocol.CheckpointTimings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One checkpoint that is under way: its phase, and what was acknowledged so far. Owned by its {@link CheckpointLedger}.
 */
@LoopOwned
final class PendingCheckpoint {

    /** Each phase follows the one before it. */
    enum Phase {
        /** Its directory is made, and enumerators are asked for their state. */
        PREPARING,
        /** Tasks were triggered and acknowledge. */
        COLLECTING,
        /** All have acknowledged; the metadata is being written. It can no longer be given up. */
        STORING
    }

    /**
     * What one task has stored.
     *
     * @param ended whether it had ended its input before
     */
    record Part(Payload state, CheckpointTimings timings, boolean ended, long acknowledgedMs) {}

    private final long id;
    private final CheckpointOrder order;
    private final long beganNs;
    private final long triggeredMs;
    private final Map<ExecutionAttemptId, Part> parts = new LinkedHashMap<>();
    private Phase phase = Phase.PREPARING;
    private String directory = "";
    private Map<OperatorId, Payload> enumerators = Map.of();
    private Optional<StorageCalls.Call<?>> write = Optional.empty();
    private CheckpointPlan plan = new CheckpointPlan(List.of(), Set.of(), Set.of());

    PendingCheckpoint(long id, CheckpointOrder order, long beganNs, long triggeredMs) {
        this.id = id;
        this.order = order;
        this.beganNs = beganNs;
        this.triggeredMs = triggeredMs;
    }

    long id() {
        return id;
    }

    /** For people. */
    String describe() {
        return (order.kind().isSavepoint() ? "savepoint " : "checkpoint ") + id;
    }

    CheckpointOrder order() {
        return order;
    }

    long beganNs() {
        return beganNs;
    }

    long triggeredMs() {
        return triggeredMs;
    }

    Phase phase() {
        return phase;
    }

    /** Empty until it was made. */
    String directory() {
        return directory;
    }

    void directory(String made) {
        directory = made;
    }

    /** The tasks are about to be triggered. */
    void collect(Map<OperatorId, Payload> statesOfEnumerators, CheckpointPlan who) {
        require(Phase.PREPARING);
        phase = Phase.COLLECTING;
        enumerators = statesOfEnumerators;
        plan = who;
    }

    boolean awaits(ExecutionAttemptId task) {
        return phase == Phase.COLLECTING && plan.awaited().contains(task) && !parts.containsKey(task);
    }

    /** Takes the part of a task that it {@link #awaits}; when it was the last one, the metadata is written next. */
    void add(ExecutionAttemptId task, Part part) {
        require(Phase.COLLECTING);
        parts.put(task, part);
        if (parts.size() == plan.awaited().size()) {
            phase = Phase.STORING;
        }
    }

    /** The metadata is being written, and may be there from now on. */
    void write(StorageCalls.Call<?> begun) {
        require(Phase.STORING);
        write = Optional.of(begun);
    }

    Optional<StorageCalls.Call<?>> write() {
        return write;
    }

    /** The tasks that have not acknowledged. */
    Set<ExecutionAttemptId> missing() {
        Set<ExecutionAttemptId> missing = new LinkedHashSet<>(plan.awaited());
        missing.removeAll(parts.keySet());
        return missing;
    }

    /** How many tasks have to acknowledge; 0 until they are triggered. */
    int awaited() {
        return plan.awaited().size();
    }

    Map<ExecutionAttemptId, Part> parts() {
        return Map.copyOf(parts);
    }

    /** All that the metadata is made of. */
    CheckpointParts complete() {
        require(Phase.STORING);
        Map<SubtaskId, Payload> states = new HashMap<>();
        Set<SubtaskId> ended = new HashSet<>(plan.ended());
        parts.forEach((task, part) -> {
            states.put(task.subtaskId(), part.state());
            if (part.ended()) {
                ended.add(task.subtaskId());
            }
        });
        return new CheckpointParts(id, triggeredMs, order.kind(), enumerators, states, ended);
    }

    private void require(Phase expected) {
        if (phase != expected) {
            throw new IllegalStateException("checkpoint " + id + " is " + phase + " and not " + expected);
        }
    }
}
