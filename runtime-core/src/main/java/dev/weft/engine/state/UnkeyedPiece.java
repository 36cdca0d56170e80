package dev.weft.engine.state;

import dev.weft.engine.state.spi.StoredBytes;
import java.util.Map;
import java.util.Objects;

/**
 * Written operator state: the lists and broadcast maps of one instance, or as much of them as another instance needs.
 *
 * @param parts by the name of the state
 * @param bytes where the parts lie
 */
public record UnkeyedPiece(Map<String, Part> parts, StoredBytes bytes) {

    public UnkeyedPiece {
        parts = Map.copyOf(parts);
        Objects.requireNonNull(bytes, "bytes");
    }

    /** How a state comes to the instances of a later run. */
    public enum Mode {
        /** The elements are dealt out. */
        SPLIT,
        /** Every instance gets the elements of all. */
        UNION,
        /** Every instance gets the map of one. */
        BROADCAST
    }

    /**
     * One state.
     *
     * @param mode how it is redistributed
     * @param header where its name and serializers begin
     * @param offsets where its elements begin
     */
    public record Part(Mode mode, long header, long[] offsets) {}
}
