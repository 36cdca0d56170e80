package dev.weft.engine.checkpoint;

import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.state.OperatorPieces;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A completed checkpoint or savepoint: everything that a job needs to go on from it.
 *
 * @param checkpointId of the job that took it
 * @param timestampMs when it was triggered, in milliseconds since the epoch
 * @param kind what was written
 * @param operators the state of every operator that had some, or that had ended
 */
public record CheckpointMetadata(
        long checkpointId, long timestampMs, CheckpointRequest.Kind kind, List<OperatorCheckpoint> operators) {

    public CheckpointMetadata {
        operators = List.copyOf(operators);
    }

    /** The files that it names and that other checkpoints may name, too. */
    public Set<String> sharedFiles() {
        return PieceFiles.shared(this);
    }

    /** The same of what tasks have stored, as {@link StateCodec} writes it. */
    public static Set<String> sharedFilesOf(Collection<Payload> states) {
        return PieceFiles.shared(states.stream()
                .flatMap(state -> StateCodec.decode(state).values().stream())
                .flatMap(PieceFiles::of));
    }

    /**
     * The state of one operator.
     *
     * @param id by which a program finds it
     * @param name for people
     * @param parallelism number of instances
     * @param maxParallelism number of key groups
     * @param instances by instance; an instance without state has none, and one that had ended says so
     * @param coordinator the state of the source's enumerator, as its serializer writes it with the version before it
     */
    public record OperatorCheckpoint(
            OperatorId id,
            String name,
            int parallelism,
            int maxParallelism,
            Map<Integer, InstanceCheckpoint> instances,
            Optional<Payload> coordinator) {

        public OperatorCheckpoint {
            instances = Map.copyOf(new TreeMap<>(instances));
        }
    }

    /**
     * The part of one operator instance.
     *
     * @param pieces what it stored
     * @param ended whether its input had ended before the checkpoint: it has nothing more to do
     */
    public record InstanceCheckpoint(OperatorPieces pieces, boolean ended) {}
}
