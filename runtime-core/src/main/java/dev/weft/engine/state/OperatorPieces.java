package dev.weft.engine.state;

import dev.weft.engine.state.spi.KeyedPiece;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Restored state of one operator instance: the stored pieces of keyed and operator state that it has to read. Empty for
 * a fresh start; after rescaling, pieces of several former instances.
 *
 * @param checkpointId the checkpoint that it is from; empty for a fresh start
 * @param keyed the keyed state
 * @param unkeyed the lists and broadcast maps
 */
public record OperatorPieces(OptionalLong checkpointId, List<KeyedPiece> keyed, List<UnkeyedPiece> unkeyed) {

    /** A fresh start. */
    public static final OperatorPieces NONE = new OperatorPieces(OptionalLong.empty(), List.of(), List.of());

    public OperatorPieces {
        Objects.requireNonNull(checkpointId, "checkpointId");
        keyed = List.copyOf(keyed);
        unkeyed = List.copyOf(unkeyed);
    }
}
