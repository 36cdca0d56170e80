package dev.weft.engine.exchange;

/** What travels through a channel, in order: records in batches, and the marks between them. */
public sealed interface Element permits Batch, Element.Watermark, Element.Idleness, Element.EndOfInput {

    /** No record with a timestamp at or below this one will follow on this channel. */
    record Watermark(long timestamp) implements Element {}

    /** Whether this channel is to be ignored when the watermarks of several channels are combined. */
    record Idleness(boolean idle) implements Element {}

    /** Nothing follows on this channel. */
    record EndOfInput() implements Element {
        static final EndOfInput INSTANCE = new EndOfInput();
    }
}
