package dev.weft.state.api;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.configuration.Configuration;
import dev.weft.program.Operation;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.datastream.WindowedStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import dev.weft.streaming.api.transformations.OperatorTransformation;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.Window;
import java.time.Duration;

/**
 * A stream by keys in windows, of which the state of a window operator will be made. The windows are defined as in the job that
 * goes on from the savepoint, by the methods of {@link WindowedStream}; their elements need the timestamps that they would
 * have there. Windows fire in that job, not here.
 *
 * @param <T> the elements
 * @param <K> the keys
 * @param <W> the windows
 */
@PublicEvolving
public class WindowedStateTransformation<T, K, W extends Window> {

    private final DataStream<T> stream;
    private final KeySelector<T, K> selector;
    private final TypeInformation<K> keyType;
    private final WindowedStream<T, K, W> windows;

    /** The definition of the windows is a program of its own, which is not run. */
    WindowedStateTransformation(
            DataStream<T> stream,
            KeySelector<T, K> selector,
            TypeInformation<K> keyType,
            WindowAssigner<? super T, W> assigner) {
        this.stream = stream;
        this.selector = selector;
        this.keyType = keyType;
        StreamExecutionEnvironment definitions = new StreamExecutionEnvironment(Configuration.fromMap(
                stream.getExecutionEnvironment().getConfiguration().toMap()));
        this.windows = new DataStream<>(definitions, stream.getTransformation())
                .keyBy(selector, keyType)
                .window(assigner);
    }

    /** As {@link WindowedStream#trigger}. */
    public WindowedStateTransformation<T, K, W> trigger(Trigger<? super T, ? super W> trigger) {
        windows.trigger(trigger);
        return this;
    }

    /** As {@link WindowedStream#evictor}. */
    public WindowedStateTransformation<T, K, W> evictor(Evictor<? super T, ? super W> evictor) {
        windows.evictor(evictor);
        return this;
    }

    /** As {@link WindowedStream#allowedLateness(Duration)}: it may decide how windows are stored. */
    public WindowedStateTransformation<T, K, W> allowedLateness(Duration lateness) {
        windows.allowedLateness(lateness);
        return this;
    }

    /** As {@link WindowedStream#reduce(ReduceFunction)}. */
    public StateBootstrapTransformation<T> reduce(ReduceFunction<T> function) {
        return made(windows.reduce(function));
    }

    /** As {@link WindowedStream#reduce(ReduceFunction, WindowFunction)}. */
    public <R> StateBootstrapTransformation<T> reduce(
            ReduceFunction<T> reduceFunction, WindowFunction<T, R, K, W> function) {
        return made(windows.reduce(reduceFunction, function));
    }

    /** As {@link WindowedStream#reduce(ReduceFunction, ProcessWindowFunction)}. */
    public <R> StateBootstrapTransformation<T> reduce(
            ReduceFunction<T> reduceFunction, ProcessWindowFunction<T, R, K, W> function) {
        return made(windows.reduce(reduceFunction, function));
    }

    /** As {@link WindowedStream#aggregate(AggregateFunction)}. */
    public <ACC, R> StateBootstrapTransformation<T> aggregate(AggregateFunction<T, ACC, R> function) {
        return made(windows.aggregate(function));
    }

    /** As {@link WindowedStream#aggregate(AggregateFunction, TypeInformation, TypeInformation)}. */
    public <ACC, R> StateBootstrapTransformation<T> aggregate(
            AggregateFunction<T, ACC, R> function,
            TypeInformation<ACC> accumulatorType,
            TypeInformation<R> resultType) {
        return made(windows.aggregate(function, accumulatorType, resultType));
    }

    /** As {@link WindowedStream#aggregate(AggregateFunction, WindowFunction)}. */
    public <ACC, V, R> StateBootstrapTransformation<T> aggregate(
            AggregateFunction<T, ACC, V> aggFunction, WindowFunction<V, R, K, W> windowFunction) {
        return made(windows.aggregate(aggFunction, windowFunction));
    }

    /** As {@link WindowedStream#aggregate(AggregateFunction, ProcessWindowFunction)}. */
    public <ACC, V, R> StateBootstrapTransformation<T> aggregate(
            AggregateFunction<T, ACC, V> aggFunction, ProcessWindowFunction<V, R, K, W> windowFunction) {
        return made(windows.aggregate(aggFunction, windowFunction));
    }

    /** As {@link WindowedStream#apply(WindowFunction)}. */
    public <R> StateBootstrapTransformation<T> apply(WindowFunction<T, R, K, W> function) {
        return made(windows.apply(function));
    }

    /** As {@link WindowedStream#process(ProcessWindowFunction)}. */
    public <R> StateBootstrapTransformation<T> process(ProcessWindowFunction<T, R, K, W> function) {
        return made(windows.process(function));
    }

    private StateBootstrapTransformation<T> made(SingleOutputStreamOperator<?> windowed) {
        OperatorTransformation<?> defined = (OperatorTransformation<?>) windowed.getTransformation();
        Operation.Window operation = (Operation.Window) defined.operation();
        return new StateBootstrapTransformation<>(
                stream,
                (elements, target) -> elements.keyBy(selector, keyType)
                        .transform(
                                "state",
                                TypeInformation.of(StatePart.class),
                                new WindowBootstrapOperator<>(operation, target, selector, keyType)));
    }
}
