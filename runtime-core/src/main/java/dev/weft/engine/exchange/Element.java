package dev.weft.engine.exchange;

import dev.weft.engine.protocol.CheckpointRequest;

/**
 * An element of a channel's stream, in order: batches of records, and marks (watermarks, idleness, checkpoint barriers,
 * end of input) between them.
 */
public sealed interface Element
        permits Batch, Element.Watermark, Element.Idleness, Element.Barrier, Element.EndOfInput {

    /** No record with a timestamp at or below this one will follow on this channel. */
    record Watermark(long timestamp) implements Element {}

    /** Idleness of the channel: an idle channel does not hold back the combined watermark. */
    record Idleness(boolean idle) implements Element {}

    /** Records before it belong to the checkpoint, records after it do not. */
    record Barrier(CheckpointRequest request) implements Element {}

    /** Nothing follows on this channel. */
    record EndOfInput() implements Element {
        static final EndOfInput INSTANCE = new EndOfInput();
    }
}
