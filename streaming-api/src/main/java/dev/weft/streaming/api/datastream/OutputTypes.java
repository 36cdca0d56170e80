package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.Function;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.dag.Transformation;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.streaming.api.transformations.OutputType;

/** Finds the types that user functions give, or why they cannot be found. */
final class OutputTypes {
    private static final int[] NOT_FROM_LAMBDA_PARAMETERS = {};

    private OutputTypes() {}

    static <T, R> OutputType<R> of(MapFunction<T, R> mapper, Transformation<T> input) {
        return OutputType.extracted(() -> TypeExtractor.getMapReturnTypes(mapper, input.getOutputType()));
    }

    static <T, R> OutputType<R> of(FlatMapFunction<T, R> flatMapper, Transformation<T> input) {
        return OutputType.extracted(() -> TypeExtractor.getFlatMapReturnTypes(flatMapper, input.getOutputType()));
    }

    /** For an abstract function class over one input; positions are those of the class's type parameters. */
    static <T, R> OutputType<R> of(
            Function function, Class<?> base, int inputPosition, int outputPosition, Transformation<T> input) {
        return OutputType.extracted(() -> TypeExtractor.getUnaryOperatorReturnType(
                function,
                base,
                inputPosition,
                outputPosition,
                NOT_FROM_LAMBDA_PARAMETERS,
                input.getOutputType(),
                null,
                false));
    }

    /** The same over two inputs, whose positions are two below and one below the output's. */
    static <IN1, IN2, R> OutputType<R> of(
            Function function, Class<?> base, int outputPosition, DataStream<IN1> first, DataStream<IN2> second) {
        return OutputType.extracted(() -> TypeExtractor.getBinaryOperatorReturnType(
                function,
                base,
                outputPosition - 2,
                outputPosition - 1,
                outputPosition,
                NOT_FROM_LAMBDA_PARAMETERS,
                first.getType(),
                second.getType(),
                null,
                false));
    }
}
