package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.CoGroupFunction;
import dev.weft.api.common.functions.FlatJoinFunction;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.Function;
import dev.weft.api.common.functions.JoinFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.dag.Transformation;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.streaming.api.transformations.OutputType;
import java.util.function.Supplier;

/** Derives the result types of user functions, or explains why they cannot be derived. */
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

    /**
     * For a window function over what its windows hold.
     *
     * @param lambdaOutput where the output is among the parameters of a lambda, from the outside in; empty when the
     *     function cannot be one
     */
    static <IN, R> OutputType<R> ofWindow(
            Function function, Class<?> base, int[] lambdaOutput, Supplier<TypeInformation<IN>> contents) {
        return OutputType.extracted(() -> TypeExtractor.getUnaryOperatorReturnType(
                function, base, 0, 1, lambdaOutput, contents.get(), null, false));
    }

    static <IN1, IN2, R> OutputType<R> ofJoin(
            JoinFunction<IN1, IN2, R> joiner, DataStream<IN1> first, DataStream<IN2> second) {
        return OutputType.extracted(
                () -> TypeExtractor.getJoinReturnTypes(joiner, first.getType(), second.getType(), null, false));
    }

    static <IN1, IN2, R> OutputType<R> ofFlatJoin(
            FlatJoinFunction<IN1, IN2, R> joiner, DataStream<IN1> first, DataStream<IN2> second) {
        return OutputType.extracted(
                () -> TypeExtractor.getFlatJoinReturnTypes(joiner, first.getType(), second.getType(), null, false));
    }

    static <IN1, IN2, R> OutputType<R> ofCoGroup(
            CoGroupFunction<IN1, IN2, R> coGrouper, DataStream<IN1> first, DataStream<IN2> second) {
        return OutputType.extracted(
                () -> TypeExtractor.getCoGroupReturnTypes(coGrouper, first.getType(), second.getType(), null, false));
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
