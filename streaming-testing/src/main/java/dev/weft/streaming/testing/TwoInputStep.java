package dev.weft.streaming.testing;

/**
 * One thing that happens to an operator with two inputs under trial.
 *
 * @param <IN1> the elements of the first input
 * @param <IN2> the elements of the second input
 */
public sealed interface TwoInputStep<IN1, IN2> {

    /** An element comes to the first input. */
    record First<IN1, IN2>(IN1 value, long timestamp) implements TwoInputStep<IN1, IN2> {}

    /** An element comes to the second input. */
    record Second<IN1, IN2>(IN2 value, long timestamp) implements TwoInputStep<IN1, IN2> {}

    /** Event time of the first input moves on. */
    record FirstWatermark<IN1, IN2>(long timestamp) implements TwoInputStep<IN1, IN2> {}

    /** Event time of the second input moves on. */
    record SecondWatermark<IN1, IN2>(long timestamp) implements TwoInputStep<IN1, IN2> {}

    /** The clock moves on. */
    record Clock<IN1, IN2>(long timeMs) implements TwoInputStep<IN1, IN2> {}
}
