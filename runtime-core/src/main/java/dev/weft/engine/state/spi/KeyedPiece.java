package dev.weft.engine.state.spi;

import dev.weft.engine.types.KeyGroupRange;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Stored keyed state of one operator instance, or of some of its key groups (a state handle).
 *
 * @param format what the bytes are: {@link #PORTABLE}, or the name of a backend that alone can read them
 * @param groups the key groups to be read from it
 * @param offsets where each key group of {@code groups} begins in the first of the bytes; meaning given by the format
 * @param bytes what was written, in an order that the format defines
 */
public record KeyedPiece(String format, KeyGroupRange groups, long[] offsets, List<StoredBytes> bytes) {

    /** The format that every backend can read; see {@code dev.weft.engine.state.format}. */
    public static final String PORTABLE = "portable";

    public KeyedPiece {
        Objects.requireNonNull(format, "format");
        bytes = List.copyOf(bytes);
        if (offsets.length != groups.size()) {
            throw new IllegalArgumentException(offsets.length + " offsets for the key groups " + groups);
        }
    }

    /** The part of this piece that is in a range; it may have no key groups. */
    public KeyedPiece restrictedTo(KeyGroupRange range) {
        KeyGroupRange both = groups.intersect(range);
        long[] own = both.isEmpty()
                ? new long[0]
                : Arrays.copyOfRange(offsets, both.first() - groups.first(), both.end() - groups.first());
        return new KeyedPiece(format, both, own, bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyedPiece that
                && format.equals(that.format)
                && groups.equals(that.groups)
                && Arrays.equals(offsets, that.offsets)
                && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(format, groups, Arrays.hashCode(offsets), bytes);
    }

    @Override
    public String toString() {
        return format + " state of key groups " + groups;
    }
}
