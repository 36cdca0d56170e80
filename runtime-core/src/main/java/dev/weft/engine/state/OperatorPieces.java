package dev.weft.engine.state;

import dev.weft.engine.state.spi.KeyedPiece;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Restored state of one operator instance: the stored pieces of keyed and operator state that it has to read. Empty for
 * a fresh start; after rescaling, pieces of several former instances.
 *
 * @param checkpointId the checkpoint that it is from; empty for a fresh start
 * @param keyed the keyed state
 * @param unkeyed the lists and broadcast maps
 * @param inFlight of the head of a chain: records that were sent to its task and not processed
 * @param endedGates of the head of a chain: its logical inputs whose end it had processed
 */
public record OperatorPieces(
        OptionalLong checkpointId,
        List<KeyedPiece> keyed,
        List<UnkeyedPiece> unkeyed,
        List<InFlightPiece> inFlight,
        Set<Integer> endedGates) {

    /** A fresh start. */
    public static final OperatorPieces NONE = new OperatorPieces(OptionalLong.empty(), List.of(), List.of());

    public OperatorPieces {
        Objects.requireNonNull(checkpointId, "checkpointId");
        keyed = List.copyOf(keyed);
        unkeyed = List.copyOf(unkeyed);
        inFlight = List.copyOf(inFlight);
        endedGates = Set.copyOf(endedGates);
    }

    /** State alone. */
    public OperatorPieces(OptionalLong checkpointId, List<KeyedPiece> keyed, List<UnkeyedPiece> unkeyed) {
        this(checkpointId, keyed, unkeyed, List.of(), Set.of());
    }

    /** Whether there is nothing to read. */
    public boolean isEmpty() {
        return keyed.isEmpty() && unkeyed.isEmpty() && inFlight.isEmpty();
    }

    /** The same state, with these records in flight. */
    public OperatorPieces with(List<InFlightPiece> records) {
        return new OperatorPieces(checkpointId, keyed, unkeyed, records, endedGates);
    }

    /** The same, with these inputs ended. */
    public OperatorPieces withEnded(Set<Integer> gates) {
        return new OperatorPieces(checkpointId, keyed, unkeyed, inFlight, gates);
    }
}
