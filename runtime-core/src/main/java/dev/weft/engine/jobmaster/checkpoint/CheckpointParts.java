package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.VertexOperator;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.state.OperatorPieces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * All that was acknowledged for one checkpoint, sorted by task; its metadata is sorted by operator.
 *
 * @param enumerators state of the enumerators by source
 * @param tasks what each task stored, as {@link StateCodec} writes it
 * @param ended the subtasks that had finished, or had ended their input before they stored their part
 */
record CheckpointParts(
        long checkpointId,
        long timestampMs,
        Kind kind,
        Map<OperatorId, Payload> enumerators,
        Map<SubtaskId, Payload> tasks,
        Set<SubtaskId> ended) {

    /** The metadata. Takes time in proportion to the state in messages. */
    CheckpointMetadata metadata(JobGraph graph) {
        Map<SubtaskId, Map<OperatorId, OperatorPieces>> decoded = new HashMap<>();
        tasks.forEach((subtask, state) -> decoded.put(subtask, StateCodec.decode(state)));
        List<OperatorCheckpoint> operators = new ArrayList<>();
        for (JobVertex vertex : graph.vertices()) {
            for (VertexOperator operator : vertex.operators()) {
                Map<Integer, InstanceCheckpoint> instances = instances(vertex, operator.id(), decoded);
                Optional<Payload> coordinator = Optional.ofNullable(enumerators.get(operator.id()));
                if (!instances.isEmpty() || coordinator.isPresent()) {
                    operators.add(new OperatorCheckpoint(
                            operator.id(),
                            operator.name(),
                            vertex.parallelism(),
                            vertex.maxParallelism(),
                            instances,
                            coordinator));
                }
            }
        }
        return new CheckpointMetadata(checkpointId, timestampMs, kind, operators);
    }

    /** The vertices of which all subtasks had ended. */
    List<VertexId> endedVertices(JobGraph graph) {
        return graph.vertices().stream()
                .filter(vertex -> IntStream.range(0, vertex.parallelism())
                        .allMatch(i -> ended.contains(new SubtaskId(vertex.id(), i))))
                .map(JobVertex::id)
                .toList();
    }

    private Map<Integer, InstanceCheckpoint> instances(
            JobVertex vertex, OperatorId operator, Map<SubtaskId, Map<OperatorId, OperatorPieces>> decoded) {
        Map<Integer, InstanceCheckpoint> instances = new TreeMap<>();
        for (int i = 0; i < vertex.parallelism(); i++) {
            SubtaskId subtask = new SubtaskId(vertex.id(), i);
            OperatorPieces pieces = decoded.getOrDefault(subtask, Map.of()).getOrDefault(operator, OperatorPieces.NONE);
            if (!pieces.isEmpty() || !pieces.endedGates().isEmpty() || ended.contains(subtask)) {
                instances.put(i, new InstanceCheckpoint(pieces, ended.contains(subtask)));
            }
        }
        return instances;
    }
}
