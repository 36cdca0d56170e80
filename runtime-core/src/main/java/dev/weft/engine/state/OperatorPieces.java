package dev.weft.engine.state;

import dev.weft.engine.state.spi.KeyedPiece;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What was saved of the state of an operator, as far as one instance needs it: begins empty, as what one instance wrote, or
 * put together from what several instances wrote.
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
