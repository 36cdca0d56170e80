package dev.weft.engine.state;

import dev.weft.engine.state.spi.StoredBytes;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Stored operator state of one instance (lists and broadcast maps), or the part of it that another instance has to
 * read.
 *
 * @param parts by the name of the state
 * @param bytes the bytes that contain the parts
 */
public record UnkeyedPiece(Map<String, Part> parts, StoredBytes bytes) {

    public UnkeyedPiece {
        parts = Map.copyOf(parts);
        Objects.requireNonNull(bytes, "bytes");
    }

    /** Redistribution mode: which instances of a later run get the contents. */
    public enum Mode {
        /** The elements are distributed among the instances. */
        SPLIT,
        /** Every instance gets the elements of all former instances. */
        UNION,
        /** Every instance gets the whole map. */
        BROADCAST
    }

    /**
     * Where one state is stored. At {@code header}: number of serializers (byte) and the snapshot of each; at every
     * offset: an element of a list, or key and value of a map.
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
