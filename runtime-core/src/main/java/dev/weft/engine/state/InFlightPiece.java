package dev.weft.engine.state;

import dev.weft.engine.state.spi.StoredBytes;
import java.util.List;
import java.util.Objects;

/**
 * Stored records that the barriers of an unaligned checkpoint have overtaken: those that were queued for one task and
 * that it had not processed.
 *
 * @param parts by channel, in no order
 * @param shared whether other instances read the same records, each those of its own key groups
 * @param bytes the bytes that contain the parts
 */
public record InFlightPiece(List<Part> parts, boolean shared, StoredBytes bytes) {

    public InFlightPiece {
        parts = List.copyOf(parts);
        Objects.requireNonNull(bytes, "bytes");
    }

    /**
     * The records of one channel, in order.
     *
     * @param input number of the vertex's input that the channel belongs to
     * @param producer the subtask that has sent them
     * @param offset where they begin
     * @param length how many bytes they have
     */
    public record Part(int input, int producer, long offset, long length) {}
}
