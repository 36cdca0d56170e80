package dev.weft.streaming.api.datastream;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.dag.Transformation;
import dev.weft.program.Chaining;
import dev.weft.program.Operation;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.transformations.OperatorTransformation;
import dev.weft.streaming.api.transformations.OutputType;

/** Creates the head and tail of an iteration. */
final class Loops {
    private Loops() {}

    static <T> OperatorTransformation<T> head(
            Transformation<T> input, TypeInformation<T> type, int parallelism, long maxWaitTime) {
        Operation.IterationHead operation = operation(maxWaitTime);
        OperatorTransformation<T> head =
                OperatorTransformation.oneInput(input, operation.label(), OutputType.of(type), operation);
        head.chaining(Chaining.HEAD);
        head.setParallelism(parallelism);
        return head;
    }

    static <F> OperatorTransformation<F> source(TypeInformation<F> type, int parallelism, long maxWaitTime) {
        Operation.IterationHead operation = operation(maxWaitTime);
        OperatorTransformation<F> head =
                OperatorTransformation.source(operation.label(), OutputType.of(type), operation, true);
        head.setParallelism(parallelism);
        return head;
    }

    private static Operation.IterationHead operation(long maxWaitTime) {
        return new Operation.IterationHead(Transformation.getNewNodeId(), maxWaitTime);
    }

    static void close(StreamExecutionEnvironment environment, OperatorTransformation<?> head, DataStream<?> feedback) {
        if (!feedback.getTransformation().getTransitivePredecessors().contains(head)) {
            throw new UnsupportedOperationException(
                    "'" + feedback.getTransformation().getName()
                            + "' cannot be given back to an iteration that it does not come from");
        }
        if (feedback.getParallelism() != head.getParallelism()) {
            throw new UnsupportedOperationException(
                    "'" + feedback.getTransformation().getName()
                            + "' with parallelism " + feedback.getParallelism()
                            + " cannot be given back to an iteration with parallelism " + head.getParallelism()
                            + ": both must be the same");
        }
        Operation.IterationHead begin = (Operation.IterationHead) head.operation();
        Operation.IterationTail operation = new Operation.IterationTail(begin.iteration());
        OperatorTransformation<?> tail = OperatorTransformation.oneInput(
                feedback.getTransformation(), operation.label(), OutputType.of(feedback.getType()), operation);
        tail.setParallelism(head.getParallelism());
        environment.addOperator(tail);
    }
}
