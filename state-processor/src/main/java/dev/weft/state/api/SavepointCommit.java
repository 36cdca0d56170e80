package dev.weft.state.api;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.checkpoint.SavepointAssembly;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.BoundedOneInput;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Completes a savepoint when all state has been written: copies what is kept of another savepoint, then writes the metadata. A
 * single task; belongs to its thread. A savepoint whose program fails before has no metadata, and its directory may be deleted.
 */
final class SavepointCommit extends AbstractStreamOperator<StatePart>
        implements OneInputStreamOperator<StatePart, StatePart>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private final String directory;
    private final long checkpointId;
    private final ArrayList<NewOperator> made;
    private final String base;
    private final ArrayList<Kept> kept;

    private transient Map<OperatorId, Map<Integer, InstanceCheckpoint>> written;

    /** An operator whose state the program makes. */
    record NewOperator(OperatorId id, String name, int parallelism, int maxParallelism) implements Serializable {}

    /**
     * An operator of the other savepoint.
     *
     * @param id its id there
     * @param newId its id in the new one
     * @param newName its name in the new one; empty for the one that it has
     */
    record Kept(OperatorId id, OperatorId newId, String newName) implements Serializable {}

    /** @param base address of the other savepoint; empty for none */
    SavepointCommit(String directory, long checkpointId, List<NewOperator> made, String base, List<Kept> kept) {
        this.directory = directory;
        this.checkpointId = checkpointId;
        this.made = new ArrayList<>(made);
        this.base = base;
        this.kept = new ArrayList<>(kept);
    }

    @Override
    public void open() {
        written = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<StatePart> element) {
        StatePart part = element.getValue();
        if (!part.operator().isEmpty()) {
            written.computeIfAbsent(new OperatorId(part.operator()), none -> new HashMap<>())
                    .put(part.subtask(), new InstanceCheckpoint(part.stored(), false));
        }
    }

    @Override
    public void endInput() throws Exception {
        SavepointAssembly assembly = new SavepointAssembly(directory);
        List<OperatorCheckpoint> operators = new ArrayList<>();
        if (!kept.isEmpty()) {
            Savepoint other = Savepoint.read(base);
            for (OperatorCheckpoint operator : other.metadata().operators()) {
                for (Kept each : kept) {
                    if (each.id().equals(operator.id())) {
                        operators.add(renamed(assembly.copied(operator), each));
                    }
                }
            }
        }
        for (NewOperator operator : made) {
            operators.add(new OperatorCheckpoint(
                    operator.id(),
                    operator.name(),
                    operator.parallelism(),
                    operator.maxParallelism(),
                    written.getOrDefault(operator.id(), Map.of()),
                    Optional.empty()));
        }
        assembly.complete(new CheckpointMetadata(
                checkpointId,
                getProcessingTimeService().getCurrentProcessingTime(),
                CheckpointRequest.Kind.CANONICAL_SAVEPOINT,
                operators));
    }

    private static OperatorCheckpoint renamed(OperatorCheckpoint operator, Kept kept) {
        return new OperatorCheckpoint(
                kept.newId(),
                kept.newName().isEmpty() ? operator.name() : kept.newName(),
                operator.parallelism(),
                operator.maxParallelism(),
                operator.instances(),
                operator.coordinator());
    }
}
