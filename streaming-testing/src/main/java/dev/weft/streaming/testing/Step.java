package dev.weft.streaming.testing;

/**
 * One thing that happens to an operator under trial.
 *
 * @param <IN> the elements
 */
public sealed interface Step<IN> {

    /** An element comes in. */
    record Element<IN>(IN value, long timestamp) implements Step<IN> {}

    /** Event time moves on. */
    record Watermark<IN>(long timestamp) implements Step<IN> {}

    /** The clock moves on. */
    record Clock<IN>(long timeMs) implements Step<IN> {}
}
