package dev.weft.streaming.api.datastream;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.aggregation.FieldAggregations;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
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
 * A keyed stream whose elements are put into windows, those of each key by themselves. To be ended by a reduce,
 * aggregate, apply or process; trigger, evictor, lateness and side output are set before that.
 *
 * <p>Reduce and aggregate keep one value a window and are cheap; apply and process keep all elements of a window until
 * it is purged.
 *
 * @param <T> the type of the elements
 * @param <K> the type of the key
 * @param <W> the kind of windows
 */
public class WindowedStream<T, K, W extends Window> {
    private static final int[] OUTPUT_OF_LAMBDA = {3, 0};
    private static final int[] NO_LAMBDA = {};

    private final WindowDefinition<T> windows;

    /** The stream in windows; programs call {@link KeyedStream#window} instead. */
    public WindowedStream(KeyedStream<T, K> input, WindowAssigner<? super T, W> windowAssigner) {
        windows = new WindowDefinition<>(input, false, windowAssigner);
    }

    /**
     * Sets when windows are evaluated, instead of the assigner's default trigger.
     *
     * @throws UnsupportedOperationException if windows merge and the trigger cannot
     */
    public WindowedStream<T, K, W> trigger(Trigger<? super T, ? super W> trigger) {
        windows.trigger(trigger);
        return this;
    }

    /**
     * Sets how long after its end, by the watermark, a window of event time still takes elements; each of them makes it
     * fire again. Afterwards its state is dropped. 0 by default; without effect on windows of processing time.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public WindowedStream<T, K, W> allowedLateness(Time lateness) {
        windows.allowedLateness(lateness.toMilliseconds());
        return this;
    }

    /**
     * Sets how long after its end, by the watermark, a window of event time still takes elements; each of them makes it
     * fire again. Afterwards its state is dropped. 0 by default; without effect on windows of processing time.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public WindowedStream<T, K, W> allowedLateness(Duration lateness) {
        windows.allowedLateness(lateness.toMillis());
        return this;
    }

    /**
     * Sends elements that come too late for all their windows to this side output of the result; without it they are
     * dropped.
     */
    public WindowedStream<T, K, W> sideOutputLateData(OutputTag<T> outputTag) {
        windows.lateData(outputTag);
        return this;
    }

    /**
     * Sets what removes elements from a window before or after it is evaluated. The window then keeps all its elements,
     * also for reduce and aggregate, which are computed when it fires.
     */
    public WindowedStream<T, K, W> evictor(Evictor<? super T, ? super W> evictor) {
        windows.evictor(evictor);
        return this;
    }

    /**
     * Combines the elements of each window into one as they come; the result is emitted when the window fires, with the
     * largest timestamp of the window.
     *
     * @param function combines the value so far (first argument) with an element; not a rich function
     * @throws UnsupportedOperationException if it is a rich function
     */
    public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> function) {
        return windows.sameType(function);
    }

    /**
     * Combines the elements of each window as they come and calls the function when the window fires. The function sees
     * the one reduced value, the window and the key.
     */
    public <R> SingleOutputStreamOperator<R> reduce(
            ReduceFunction<T> reduceFunction, WindowFunction<T, R, K, W> function) {
        return apply(type(function, this::getInputType), windows.reduced(reduceFunction), function);
    }

    /** As the method without a type, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> reduce(
            ReduceFunction<T> reduceFunction, WindowFunction<T, R, K, W> function, TypeInformation<R> resultType) {
        return apply(OutputType.of(resultType), windows.reduced(reduceFunction), function);
    }

    /**
     * Combines the elements of each window as they come and calls the function when the window fires. The function sees
     * the one reduced value, the window and the key. It also has per-window state and side outputs.
     */
    public <R> SingleOutputStreamOperator<R> reduce(
            ReduceFunction<T> reduceFunction, ProcessWindowFunction<T, R, K, W> function) {
        return process(type(function, this::getInputType), windows.reduced(reduceFunction), function);
    }

    /** As the method without a type, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> reduce(
            ReduceFunction<T> reduceFunction,
            ProcessWindowFunction<T, R, K, W> function,
            TypeInformation<R> resultType) {
        return process(OutputType.of(resultType), windows.reduced(reduceFunction), function);
    }

    /**
     * Adds the elements of each window to an accumulator as they come and emits its result when the window fires, with
     * the largest timestamp of the window.
     *
     * @param function not a rich function; its {@code merge} is called where windows merge
     * @throws UnsupportedOperationException if it is a rich function
     */
    public <ACC, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, R> function) {
        return windows.operator(
                OutputType.extracted(() -> windows.resultType(function)),
                windows.aggregated(function, windows.accumulatorType(function)),
                new WindowResult.AsIs());
    }

    /** As {@link #aggregate(AggregateFunction)}, with the types of accumulator and results named. */
    public <ACC, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, R> function,
            TypeInformation<ACC> accumulatorType,
            TypeInformation<R> resultType) {
        return windows.operator(
                OutputType.of(resultType), windows.aggregated(function, accumulatorType), new WindowResult.AsIs());
    }

    /**
     * Adds the elements of each window to an accumulator as they come and calls the window function when the window
     * fires, with the aggregate's result as the only element.
     */
    public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, V> aggFunction, WindowFunction<V, R, K, W> windowFunction) {
        return apply(
                type(windowFunction, () -> windows.resultType(aggFunction)),
                windows.aggregated(aggFunction, windows.accumulatorType(aggFunction)),
                windowFunction);
    }

    /** As the method without types, with the types named. */
    public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, V> aggregateFunction,
            WindowFunction<V, R, K, W> windowFunction,
            TypeInformation<ACC> accumulatorType,
            TypeInformation<R> resultType) {
        return apply(OutputType.of(resultType), windows.aggregated(aggregateFunction, accumulatorType), windowFunction);
    }

    /**
     * Adds the elements of each window to an accumulator as they come and calls the window function when the window
     * fires, with the aggregate's result as the only element. It also has per-window state and side outputs.
     */
    public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, V> aggFunction, ProcessWindowFunction<V, R, K, W> windowFunction) {
        return process(
                type(windowFunction, () -> windows.resultType(aggFunction)),
                windows.aggregated(aggFunction, windows.accumulatorType(aggFunction)),
                windowFunction);
    }

    /** As the method without types, with the types named. */
    public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(
            AggregateFunction<T, ACC, V> aggregateFunction,
            ProcessWindowFunction<V, R, K, W> windowFunction,
            TypeInformation<ACC> accumulatorType,
            TypeInformation<V> aggregateResultType,
            TypeInformation<R> resultType) {
        return process(
                OutputType.of(resultType), windows.aggregated(aggregateFunction, accumulatorType), windowFunction);
    }

    /**
     * Calls the function with all elements of a window when it fires; they are kept in state until the window is
     * purged.
     */
    public <R> SingleOutputStreamOperator<R> apply(WindowFunction<T, R, K, W> function) {
        return apply(type(function, this::getInputType), new WindowContents.Elements(), function);
    }

    /** As the method without a type, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> apply(WindowFunction<T, R, K, W> function, TypeInformation<R> resultType) {
        return apply(OutputType.of(resultType), new WindowContents.Elements(), function);
    }

    /**
     * Calls the function with all elements of a window when it fires; they are kept in state until the window is
     * purged. The function has per-window and global keyed state, and side outputs.
     */
    public <R> SingleOutputStreamOperator<R> process(ProcessWindowFunction<T, R, K, W> function) {
        return process(type(function, this::getInputType), new WindowContents.Elements(), function);
    }

    /** As the method without a type, with the type of the results named. */
    public <R> SingleOutputStreamOperator<R> process(
            ProcessWindowFunction<T, R, K, W> function, TypeInformation<R> resultType) {
        return process(OutputType.of(resultType), new WindowContents.Elements(), function);
    }

    /** An older name of {@link #reduce(ReduceFunction, WindowFunction)}. */
    public <R> SingleOutputStreamOperator<R> apply(
            ReduceFunction<T> reduceFunction, WindowFunction<T, R, K, W> function) {
        return reduce(reduceFunction, function);
    }

    /** An older name of {@link #reduce(ReduceFunction, WindowFunction, TypeInformation)}. */
    public <R> SingleOutputStreamOperator<R> apply(
            ReduceFunction<T> reduceFunction, WindowFunction<T, R, K, W> function, TypeInformation<R> resultType) {
        return reduce(reduceFunction, function, resultType);
    }

    private <V, R> OutputType<R> type(WindowFunction<V, R, K, W> function, Supplier<TypeInformation<V>> contents) {
        return OutputTypes.ofWindow(function, WindowFunction.class, OUTPUT_OF_LAMBDA, contents);
    }

    private <V, R> OutputType<R> type(
            ProcessWindowFunction<V, R, K, W> function, Supplier<TypeInformation<V>> contents) {
        return OutputTypes.ofWindow(function, ProcessWindowFunction.class, NO_LAMBDA, contents);
    }

    <R> SingleOutputStreamOperator<R> apply(
            OutputType<R> type, WindowContents contents, WindowFunction<?, R, K, W> function) {
        return windows.operator(type, contents, new WindowResult.Apply(windows.clean(function)));
    }

    private <R> SingleOutputStreamOperator<R> process(
            OutputType<R> type, WindowContents contents, ProcessWindowFunction<?, R, K, W> function) {
        return windows.operator(type, contents, new WindowResult.Process(windows.clean(function)));
    }

    /**
     * The sum of a numeric field in each window; the other fields are those of the window's first element.
     *
     * @param positionToSum the position of the field in a tuple or array, from 0; 0 for elements that are values
     *     themselves
     */
    public SingleOutputStreamOperator<T> sum(int positionToSum) {
        return sum(String.valueOf(positionToSum));
    }

    /** As {@link #sum(int)}, with the field by name; a path such as {@code "price.net"} leads into nested types. */
    public SingleOutputStreamOperator<T> sum(String field) {
        return windows.sameType(FieldAggregations.sum(getInputType(), field));
    }

    /**
     * The minimum of a field in each window; the other fields are those of the window's first element.
     *
     * @param positionToMin the position of the field in a tuple or array, from 0; 0 for elements that are values
     *     themselves
     */
    public SingleOutputStreamOperator<T> min(int positionToMin) {
        return min(String.valueOf(positionToMin));
    }

    /** As {@link #min(int)}, with the field by name; a path such as {@code "price.net"} leads into nested types. */
    public SingleOutputStreamOperator<T> min(String field) {
        return windows.sameType(FieldAggregations.min(getInputType(), field));
    }

    /**
     * The element with the smallest field in each window; of equal ones the first.
     *
     * @param positionToMinBy the position of a comparable field, from 0
     */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy) {
        return minBy(positionToMinBy, true);
    }

    /** As {@link #minBy(int)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> minBy(String positionToMinBy) {
        return minBy(positionToMinBy, true);
    }

    /**
     * As {@link #minBy(int)}, with a choice among equal elements.
     *
     * @param first of elements with equal fields the first, else the last
     */
    public SingleOutputStreamOperator<T> minBy(int positionToMinBy, boolean first) {
        return minBy(String.valueOf(positionToMinBy), first);
    }

    /** As {@link #minBy(int, boolean)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> minBy(String field, boolean first) {
        return windows.sameType(FieldAggregations.minBy(getInputType(), field, first));
    }

    /**
     * The maximum of a field in each window; the other fields are those of the window's first element.
     *
     * @param positionToMax the position of the field in a tuple or array, from 0; 0 for elements that are values
     *     themselves
     */
    public SingleOutputStreamOperator<T> max(int positionToMax) {
        return max(String.valueOf(positionToMax));
    }

    /** As {@link #max(int)}, with the field by name; a path such as {@code "price.net"} leads into nested types. */
    public SingleOutputStreamOperator<T> max(String field) {
        return windows.sameType(FieldAggregations.max(getInputType(), field));
    }

    /**
     * The element with the largest field in each window; of equal ones the first.
     *
     * @param positionToMaxBy the position of a comparable field, from 0
     */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy) {
        return maxBy(positionToMaxBy, true);
    }

    /** As {@link #maxBy(int)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> maxBy(String positionToMaxBy) {
        return maxBy(positionToMaxBy, true);
    }

    /**
     * As {@link #maxBy(int)}, with a choice among equal elements.
     *
     * @param first of elements with equal fields the first, else the last
     */
    public SingleOutputStreamOperator<T> maxBy(int positionToMaxBy, boolean first) {
        return maxBy(String.valueOf(positionToMaxBy), first);
    }

    /** As {@link #maxBy(int, boolean)}, with the field by name or path. */
    public SingleOutputStreamOperator<T> maxBy(String field, boolean first) {
        return windows.sameType(FieldAggregations.maxBy(getInputType(), field, first));
    }

    /** The environment whose program the stream belongs to. */
    public StreamExecutionEnvironment getExecutionEnvironment() {
        return windows.input().getExecutionEnvironment();
    }

    /** The type of the elements that are put into windows. */
    public TypeInformation<T> getInputType() {
        return windows.input().getType();
    }
}
