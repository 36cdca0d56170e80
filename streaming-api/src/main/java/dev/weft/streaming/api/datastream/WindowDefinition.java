package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.Function;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.program.Operation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.transformations.OperatorTransformation;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.windowing.assigners.MergingWindowAssigner;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.util.OutputTag;
import java.util.Objects;
import java.util.Optional;

/** Builder of a window operation on a keyed stream: collects the settings, and creates the operators. */
final class WindowDefinition<T> {
    private final KeyedStream<T, ?> input;
    private final boolean oneInstance;
    private final WindowAssigner<?, ?> assigner;
    private Trigger<?, ?> trigger;
    private Optional<Evictor<?, ?>> evictor = Optional.empty();
    private long allowedLatenessMs;
    private Optional<OutputTag<?>> lateData = Optional.empty();

    /** @param oneInstance whether all elements have one key, so that only one instance makes sense */
    WindowDefinition(KeyedStream<T, ?> input, boolean oneInstance, WindowAssigner<?, ?> assigner) {
        this.input = input;
        this.oneInstance = oneInstance;
        this.assigner = Objects.requireNonNull(assigner, "assigner");
        this.trigger = assigner.getDefaultTrigger();
        checkTrigger(trigger);
    }

    private void checkTrigger(Trigger<?, ?> asked) {
        if (assigner instanceof MergingWindowAssigner && !asked.canMerge()) {
            throw new UnsupportedOperationException("the windows of " + assigner + " merge, but "
                    + asked.getClass().getName() + " cannot: use another trigger, or override canMerge and onMerge");
        }
    }

    void trigger(Trigger<?, ?> asked) {
        checkTrigger(Objects.requireNonNull(asked, "trigger"));
        trigger = asked;
    }

    void evictor(Evictor<?, ?> asked) {
        evictor = Optional.of(asked);
    }

    void allowedLateness(long lateness) {
        if (lateness < 0) {
            throw new IllegalArgumentException("the allowed lateness is " + lateness + " ms, it must be at least 0");
        }
        allowedLatenessMs = lateness;
    }

    void lateData(OutputTag<T> tag) {
        lateData = Optional.of(input.clean(Objects.requireNonNull(tag, "the tag for late data")));
    }

    KeyedStream<T, ?> input() {
        return input;
    }

    WindowContents reduced(ReduceFunction<T> function) {
        if (function instanceof RichFunction) {
            throw new UnsupportedOperationException("the ReduceFunction of a window cannot be a RichFunction, but "
                    + function.getClass().getName() + " is one: reduce by a plain one and put what needs a context"
                    + " into a window function, reduce(ReduceFunction, ProcessWindowFunction)");
        }
        return new WindowContents.Reduced(input.clean(function));
    }

    <ACC> WindowContents aggregated(AggregateFunction<T, ACC, ?> function, TypeInformation<ACC> accumulatorType) {
        if (function instanceof RichFunction) {
            throw new UnsupportedOperationException("the AggregateFunction of a window cannot be a RichFunction, but "
                    + function.getClass().getName() + " is one: aggregate by a plain one and put what needs a context"
                    + " into a window function, aggregate(AggregateFunction, ProcessWindowFunction)");
        }
        return new WindowContents.Aggregated(
                input.clean(function), Objects.requireNonNull(accumulatorType, "accumulatorType"));
    }

    <ACC> TypeInformation<ACC> accumulatorType(AggregateFunction<T, ACC, ?> function) {
        return TypeExtractor.getAggregateFunctionAccumulatorType(function, input.getType(), null, false);
    }

    <V> TypeInformation<V> resultType(AggregateFunction<T, ?, V> function) {
        return TypeExtractor.getAggregateFunctionReturnType(function, input.getType(), null, false);
    }

    /** Whose output type is that of the elements. */
    SingleOutputStreamOperator<T> sameType(ReduceFunction<T> function) {
        return operator(OutputType.of(input.getType()), reduced(function), new WindowResult.AsIs());
    }

    <F extends Function> F clean(F function) {
        return input.clean(function);
    }

    <R> SingleOutputStreamOperator<R> operator(OutputType<R> type, WindowContents contents, WindowResult result) {
        Operation.Window operation = new Operation.Window(
                new Windowing(assigner, trigger, evictor, allowedLatenessMs, lateData, input.getType()),
                contents,
                result);
        OperatorTransformation<R> operator = oneInstance
                ? OperatorTransformation.oneInstance(input.getTransformation(), operation.label(), type, operation)
                : OperatorTransformation.oneInput(input.getTransformation(), operation.label(), type, operation);
        operator.setDescription("Window(" + assigner + ", " + trigger + ", "
                + operation.userObject().getClass().getSimpleName() + ")");
        input.environment.addOperator(operator);
        return new SingleOutputStreamOperator<>(input.environment, operator);
    }
}
