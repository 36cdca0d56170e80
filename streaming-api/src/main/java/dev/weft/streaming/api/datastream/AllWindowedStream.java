package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.aggregation.FieldAggregations;
import dev.weft.streaming.api.functions.windowing.AllWindowFunction;
import dev.weft.streaming.api.functions.windowing.ProcessAllWindowFunction;
import dev.weft.streaming.api.transformations.OutputType;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.OutputTag;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A stream without keys whose elements are put into windows. One instance evaluates all of them.
 *
 * @param <T> the elements
 * @param <W> the windows
 */
public class AllWindowedStream<T, W extends Window> {
    private static final int[] OUTPUT_OF_LAMBDA = {2, 0};
    private static final int[] NO_LAMBDA = {};

    private final WindowDefinition<T> windows;

    public AllWindowedStream(DataStream<T> input, WindowAssigner<? super T, W> windowAssigner) {
        windows = new WindowDefinition<>(input.keyBy(new OneKey<>()), true, windowAssigner);
    }

    public AllWindowedStream<T, W> trigger(Trigger<? super T, ? super W> trigger) {
        windows.trigger(trigger);
        return this;
    }

    /** How long after its end a window of event time still takes elements; each of them makes it fire again. */
    public AllWindowedStream<T, W> allowedLateness(Time lateness) {
        windows.allowedLateness(lateness.toMilliseconds());
        return this;
    }

    /** How long after its end a window of event time still takes elements; each of them makes it fire again. */
    public AllWindowedStream<T, W> allowedLateness(Duration lateness) {
        windows.allowedLateness(lateness.toMillis());
        return this;
    }

    /** Elements that come too late for all their windows go to that side output. */
    public AllWindowedStream<T, W> sideOutputLateData(OutputTag<T> outputTag) {
        windows.lateData(outputTag);
        return this;
    }

    /** With an evictor a window keeps all its elements, also when they are reduced. */
    public AllWindowedStream<T, W> evictor(Evictor<? super T, ? super W> evictor) {
        windows.evictor(evictor);
        return this;
    }

    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> function) {
        return windows.sameType(function);
    }

    public <R> SingleOutputStreamOperator<R> reduce(
            ReduceFunction<T> reduceFunction, AllWindowFunction<T, R, W> function) {
        return apply(type(function, this::getInputType), windows.reduced(reduceFunction), function);
    }

    public <R> SingleOutputStreamOperator<R> reduce(
            ReduceFunction<T> reduceFunction, AllWindowFunction<T, R, W> function, TypeInformation<R> resultType) {
        return apply(OutputType.of(resultType), windows.reduced(reduceFunction), function);
    }

    public <R> SingleOutputStreamOperator<R> reduce(
            ReduceFunction<T> reduceFunction, ProcessAllWindowFunction<T, R, W> function) {
        return process(type(function, this::getInputType), windows.reduced(reduceFunction), function);
    }

    public <R> SingleOutputStreamOperator<R> reduce(
            ReduceFunction<T> reduceFunction,
            ProcessAllWindowFunction<T, R, W> function,
            TypeInformation<R> resultType) {
        return process(OutputType.of(resultType), windows.reduced(reduceFunction), function);
    }

    public <ACC, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, R> function) {
        return windows.operator(
                OutputType.extracted(() -> windows.resultType(function)),
                windows.aggregated(function, windows.accumulatorType(function)),
                new WindowResult.AsIs());
    }

    public <ACC, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, R> function,
            TypeInformation<ACC> accumulatorType,
            TypeInformation<R> resultType) {
        return windows.operator(
                OutputType.of(resultType), windows.aggregated(function, accumulatorType), new WindowResult.AsIs());
    }

    public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, V> aggFunction, AllWindowFunction<V, R, W> windowFunction) {
        return apply(
                type(windowFunction, () -> windows.resultType(aggFunction)),
                windows.aggregated(aggFunction, windows.accumulatorType(aggFunction)),
                windowFunction);
    }

    public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, V> aggregateFunction,
            AllWindowFunction<V, R, W> windowFunction,
            TypeInformation<ACC> accumulatorType,
            TypeInformation<R> resultType) {
        return apply(OutputType.of(resultType), windows.aggregated(aggregateFunction, accumulatorType), windowFunction);
    }

    public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, V> aggFunction, ProcessAllWindowFunction<V, R, W> windowFunction) {
        return process(
                type(windowFunction, () -> windows.resultType(aggFunction)),
                windows.aggregated(aggFunction, windows.accumulatorType(aggFunction)),
                windowFunction);
    }

    public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, V> aggregateFunction,
            ProcessAllWindowFunction<V, R, W> windowFunction,
            TypeInformation<ACC> accumulatorType,
            TypeInformation<V> aggregateResultType,
            TypeInformation<R> resultType) {
        return process(
                OutputType.of(resultType), windows.aggregated(aggregateFunction, accumulatorType), windowFunction);
    }

    public <R> SingleOutputStreamOperator<R> apply(AllWindowFunction<T, R, W> function) {
        return apply(type(function, this::getInputType), new WindowContents.Elements(), function);
    }

    public <R> SingleOutputStreamOperator<R> apply(AllWindowFunction<T, R, W> function, TypeInformation<R> resultType) {
        return apply(OutputType.of(resultType), new WindowContents.Elements(), function);
    }

    public <R> SingleOutputStreamOperator<R> process(ProcessAllWindowFunction<T, R, W> function) {
        return process(type(function, this::getInputType), new WindowContents.Elements(), function);
    }

    public <R> SingleOutputStreamOperator<R> process(
            ProcessAllWindowFunction<T, R, W> function, TypeInformation<R> resultType) {
        return process(OutputType.of(resultType), new WindowContents.Elements(), function);
    }

    /** An older name of {@link #reduce(ReduceFunction, AllWindowFunction)}. */
    public <R> SingleOutputStreamOperator<R> apply(
            ReduceFunction<T> reduceFunction, AllWindowFunction<T, R, W> function) {
        return reduce(reduceFunction, function);
    }

    /** An older name of {@link #reduce(ReduceFunction, AllWindowFunction, TypeInformation)}. */
    public <R> SingleOutputStreamOperator<R> apply(
            ReduceFunction<T> reduceFunction, AllWindowFunction<T, R, W> function, TypeInformation<R> resultType) {
        return reduce(reduceFunction, function, resultType);
    }

    private <V, R> OutputType<R> type(AllWindowFunction<V, R, W> function, Supplier<TypeInformation<V>> contents) {
        return OutputTypes.ofWindow(function, AllWindowFunction.class, OUTPUT_OF_LAMBDA, contents);
    }

    private <V, R> OutputType<R> type(
            ProcessAllWindowFunction<V, R, W> function, Supplier<TypeInformation<V>> contents) {
        return OutputTypes.ofWindow(function, ProcessAllWindowFunction.class, NO_LAMBDA, contents);
    }

    <R> SingleOutputStreamOperator<R> apply(
            OutputType<R> type, WindowContents contents, AllWindowFunction<?, R, W> function) {
        return windows.operator(type, contents, new WindowResult.ApplyAll(windows.clean(function)));
    }

    private <R> SingleOutputStreamOperator<R> process(
            OutputType<R> type, WindowContents contents, ProcessAllWindowFunction<?, R, W> function) {
        return windows.operator(type, contents, new WindowResult.ProcessAll(windows.clean(function)));
    }

    /** The sum of a field, by its position in a tuple or array, or 0 for a number itself. */
    public SingleOutputStreamOperator<T> sum(int positionToSum) {
        return sum(String.valueOf(positionToSum));
    }

    /** The sum of a field, by its name; a path such as "price.net" leads into nested types. */
    public SingleOutputStreamOperator<T> sum(String field) {
        return windows.sameType(FieldAggregations.sum(getInputType(), field));
    }

    public SingleOutputStreamOperator<T> min(int positionToMin) {
        return min(String.valueOf(positionToMin));
    }

    public SingleOutputStreamOperator<T> min(String field) {
        return windows.sameType(FieldAggregations.min(getInputType(), field));
    }

    /** The element with the smallest field; of equal ones the first. */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy) {
        return minBy(positionToMinBy, true);
    }

    public SingleOutputStreamOperator<T> minBy(String positionToMinBy) {
        return minBy(positionToMinBy, true);
    }

    /** @param first of equal elements the first, else the last */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy, boolean first) {
        return minBy(String.valueOf(positionToMinBy), first);
    }

    /** @param first of equal elements the first, else the last */
    public SingleOutputStreamOperator<T> minBy(String field, boolean first) {
        return windows.sameType(FieldAggregations.minBy(getInputType(), field, first));
    }

    public SingleOutputStreamOperator<T> max(int positionToMax) {
        return max(String.valueOf(positionToMax));
    }

    public SingleOutputStreamOperator<T> max(String field) {
        return windows.sameType(FieldAggregations.max(getInputType(), field));
    }

    /** The element with the largest field; of equal ones the first. */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy) {
        return maxBy(positionToMaxBy, true);
    }

    public SingleOutputStreamOperator<T> maxBy(String positionToMaxBy) {
        return maxBy(positionToMaxBy, true);
    }

    /** @param first of equal elements the first, else the last */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy, boolean first) {
        return maxBy(String.valueOf(positionToMaxBy), first);
    }

    /** @param first of equal elements the first, else the last */
    public SingleOutputStreamOperator<T> maxBy(String field, boolean first) {
        return windows.sameType(FieldAggregations.maxBy(getInputType(), field, first));
    }

    public StreamExecutionEnvironment getExecutionEnvironment() {
        return windows.input().getExecutionEnvironment();
    }

    public TypeInformation<T> getInputType() {
        return windows.input().getType();
    }
}
