package dev.weft.engine.state;

import dev.weft.engine.state.spi.StoredBytes;
import java.util.Arrays;
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
     * One state. At {@code header} stands the number of serializers (byte) and each with its configuration; at every
     * offset an element of a list, or key and value of a map.
     *
     * @param mode how it is redistributed
     * @param header where the serializers are described
     * @param offsets where the elements begin
     */
    public record Part(Mode mode, long header, long[] offsets) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Part that
                    && mode == that.mode
                    && header == that.header
                    && Arrays.equals(offsets, that.offsets);
        }

        @Override
        public int hashCode() {
            return Objects.hash(mode, header, Arrays.hashCode(offsets));
        }

        @Override
        public String toString() {
            return offsets.length + " elements, " + mode;
        }
    }
}
