package dev.weft.streaming.api.operators;

/** An operator with one input that wants to know when that has ended. */
public interface BoundedOneInput {
    /** Nothing follows; what is emitted now is still processed by those behind. */
    void endInput() throws Exception;
}
