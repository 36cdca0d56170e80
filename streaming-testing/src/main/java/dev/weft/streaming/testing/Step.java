package dev.weft.streaming.testing;

/**
 * One input event of an operator with one input.
 *
 * @param <IN> the elements
 */
public sealed interface Step<IN> {

    /** An element. */
    record Element<IN>(IN value, long timestamp) implements Step<IN> {}

    /** A watermark. */
    record Watermark<IN>(long timestamp) implements Step<IN> {}

    /** A change of the processing time. */
    record Clock<IN>(long timeMs) implements Step<IN> {}
}
