package dev.weft.streaming.api.datastream;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.program.Chaining;
import dev.weft.program.Operation;
import dev.weft.streaming.api.operators.ChainingStrategy;
import dev.weft.streaming.api.operators.StreamOperatorFactory;
import dev.weft.streaming.api.transformations.OperatorTransformation;

/** Adds operators that users implement to the program. */
final class CustomOperators {
    private CustomOperators() {}

    /** What the operator does in the program, once its factory knows the types around it. */
    static <R> Operation.Transform operation(
            StreamOperatorFactory<R> factory, TypeInformation<?> in, TypeInformation<R> out, ExecutionConfig config) {
        if (factory.isInputTypeConfigurable()) {
            factory.setInputType(in, config);
        }
        if (factory.isOutputTypeConfigurable()) {
            factory.setOutputType(out, config);
        }
        return new Operation.Transform(factory);
    }

    static void chain(OperatorTransformation<?> operator, ChainingStrategy strategy) {
        operator.chaining(
                switch (strategy) {
                    case ALWAYS -> Chaining.ALWAYS;
                    case NEVER -> Chaining.NEVER;
                    case HEAD, HEAD_WITH_SOURCES -> Chaining.HEAD;
                });
    }
}
