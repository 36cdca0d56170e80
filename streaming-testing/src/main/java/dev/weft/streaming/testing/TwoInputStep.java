package dev.weft.streaming.testing;

/**
 * One input event of an operator with two inputs.
 *
 * @param <IN1> the elements of the first input
 * @param <IN2> the elements of the second input
 */
public sealed interface TwoInputStep<IN1, IN2> {

    /** An element of the first input. */
    record First<IN1, IN2>(IN1 value, long timestamp) implements TwoInputStep<IN1, IN2> {}

    /** An element of the second input. */
    record Second<IN1, IN2>(IN2 value, long timestamp) implements TwoInputStep<IN1, IN2> {}

    /** A watermark of the first input. */
    record FirstWatermark<IN1, IN2>(long timestamp) implements TwoInputStep<IN1, IN2> {}

    /** A watermark of the second input. */
    record SecondWatermark<IN1, IN2>(long timestamp) implements TwoInputStep<IN1, IN2> {}

    /** A change of the processing time. */
    record Clock<IN1, IN2>(long timeMs) implements TwoInputStep<IN1, IN2> {}
}
