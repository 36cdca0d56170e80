package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.graph.VertexOperator;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.Redistribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The state of a completed checkpoint, as tasks and enumerators that start from it get it.
 *
 * @param checkpointId 0 for a fresh start
 * @param operators by id
 */
public record RestoredState(long checkpointId, Map<OperatorId, OperatorCheckpoint> operators) {

    /** A fresh start. */
    public static final RestoredState NONE = new RestoredState(0, Map.of());

    public RestoredState {
        operators = Map.copyOf(operators);
    }

    static RestoredState of(CheckpointMetadata checkpoint) {
        Map<OperatorId, OperatorCheckpoint> operators = new HashMap<>();
        checkpoint.operators().forEach(operator -> operators.put(operator.id(), operator));
        return new RestoredState(checkpoint.checkpointId(), operators);
    }

    public Optional<Payload> ofEnumerator(OperatorId source) {
        return Optional.ofNullable(operators.get(source)).flatMap(OperatorCheckpoint::coordinator);
    }

    /**
     * What one task has to read, as {@link StateCodec} writes it; empty for a fresh start. It is redistributed even when
     * the parallelism is the same.
     */
    public Optional<Payload> ofTask(JobGraph graph, JobVertex vertex, int subtask) {
        if (checkpointId == 0) {
            return Optional.empty();
        }
        List<ShipStrategy> strategies =
                graph.inputsOf(vertex.id()).stream().map(JobEdge::strategy).toList();
        Map<OperatorId, OperatorPieces> pieces = new LinkedHashMap<>();
        for (VertexOperator operator : vertex.operators()) {
            List<OperatorPieces> written = written(operator.id());
            OperatorPieces own = hasEnded(vertex, subtask) && written.size() == vertex.parallelism()
                    ? Redistribution.forEndedInstance(written, subtask)
                    : Redistribution.forInstance(written, subtask, vertex.parallelism(), vertex.maxParallelism());
            pieces.put(
                    operator.id(),
                    own.withEnded(endedGates(operators.get(operator.id()), subtask, vertex.parallelism()))
                            .with(Redistribution.inFlight(
                                    written.stream()
                                            .map(OperatorPieces::inFlight)
                                            .toList(),
                                    maxParallelismOf(operator.id()).orElse(vertex.maxParallelism()),
                                    strategies,
                                    subtask,
                                    vertex.parallelism(),
                                    vertex.maxParallelism())));
        }
        return Optional.of(StateCodec.encode(pieces));
    }

    /**
     * Inputs whose end the operator does not process again. With another parallelism those that had ended in all former
     * instances: state of the others does not contain it.
     */
    private static Set<Integer> endedGates(OperatorCheckpoint operator, int subtask, int parallelism) {
        if (operator == null) {
            return Set.of();
        }
        if (operator.parallelism() == parallelism) {
            InstanceCheckpoint same = operator.instances().get(subtask);
            return same == null ? Set.of() : same.pieces().endedGates();
        }
        if (operator.instances().size() < operator.parallelism()) {
            return Set.of();
        }
        return operator.instances().values().stream()
                .filter(instance -> !instance.ended())
                .map(instance -> instance.pieces().endedGates())
                .reduce((some, others) -> {
                    Set<Integer> both = new HashSet<>(some);
                    both.retainAll(others);
                    return both;
                })
                .orElse(Set.of());
    }

    private OptionalInt maxParallelismOf(OperatorId id) {
        OperatorCheckpoint operator = operators.get(id);
        return operator == null ? OptionalInt.empty() : OptionalInt.of(operator.maxParallelism());
    }

    private List<OperatorPieces> written(OperatorId id) {
        OperatorPieces nothing = new OperatorPieces(OptionalLong.of(checkpointId), List.of(), List.of());
        OperatorCheckpoint operator = operators.get(id);
        if (operator == null) {
            return List.of(nothing);
        }
        List<OperatorPieces> written = new ArrayList<>();
        for (int i = 0; i < operator.parallelism(); i++) {
            InstanceCheckpoint instance = operator.instances().get(i);
            OperatorPieces pieces = instance == null ? OperatorPieces.NONE : instance.pieces();
            written.add(pieces.checkpointId().isPresent() ? pieces : nothing);
        }
        return written;
    }

    /** Whether all operators of the task had finished, so that it has nothing more to do. */
    public boolean hasEnded(JobVertex vertex, int subtask) {
        return vertex.operators().stream()
                .allMatch(operator -> hasEnded(operators.get(operator.id()), subtask, vertex.parallelism()));
    }

    private static boolean hasEnded(OperatorCheckpoint operator, int subtask, int parallelism) {
        if (operator == null) {
            return false;
        }
        Map<Integer, InstanceCheckpoint> instances = operator.instances();
        boolean all = instances.size() == operator.parallelism()
                && instances.values().stream().allMatch(InstanceCheckpoint::ended);
        boolean same = operator.parallelism() == parallelism
                && instances.containsKey(subtask)
                && instances.get(subtask).ended();
        return all || same;
    }
}
