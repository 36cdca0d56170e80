package dev.weft.program;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.FilterFunction;
import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.async.AsyncFunction;
import dev.weft.streaming.api.functions.async.AsyncRetryStrategy;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.CoFlatMapFunction;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.functions.co.ProcessJoinFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.functions.source.SourceFunction;
import dev.weft.streaming.api.operators.SimpleOperatorFactory;
import dev.weft.streaming.api.operators.StreamOperatorFactory;
import dev.weft.util.OutputTag;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a node does. The keyed ones find their key selectors in the {@link Partitioning.KeyGroups} of their inputs.
 */
public sealed interface Operation extends Serializable {
    /** What the node is called when it has no other name. */
    String label();

    /** Whether the operation begins a program. */
    default boolean isSource() {
        return this instanceof FromSource || this instanceof FromSourceFunction;
    }

    /** Whether the operation ends a program. */
    default boolean isSink() {
        return this instanceof SinkTo
                || this instanceof SinkFunctionCall
                || this instanceof IterationTail
                || this instanceof Collect;
    }

    /** Whether the operation works on keyed input. */
    default boolean isKeyed() {
        return this instanceof KeyedProcess
                || this instanceof KeyedReduce
                || this instanceof KeyedCoProcess
                || this instanceof KeyedBroadcastProcess
                || this instanceof IntervalJoin
                || this instanceof Window;
    }

    /** The user's object that does the work: a function, source, sink or watermark strategy. */
    Object userObject();

    record FromSource(Source<?, ?, ?> source, WatermarkStrategy<?> watermarks) implements Operation {
        public FromSource {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(watermarks, "watermarks");
        }

        @Override
        public String label() {
            return "Source";
        }

        @Override
        public Object userObject() {
            return source;
        }
    }

    /** @param boundedness whether the function ends by itself; unbounded unless known */
    record FromSourceFunction(SourceFunction<?> function, Boundedness boundedness) implements Operation {
        public FromSourceFunction {
            Objects.requireNonNull(function, "function");
            Objects.requireNonNull(boundedness, "boundedness");
        }

        @Override
        public String label() {
            return "Custom Source";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    /** An operator that the user wrote, over one input or two; on keyed inputs it has state of keys. */
    record Transform(StreamOperatorFactory<?> factory) implements Operation {
        public Transform {
            Objects.requireNonNull(factory, "factory");
        }

        @Override
        public String label() {
            return "Operator";
        }

        @Override
        public Object userObject() {
            return factory instanceof SimpleOperatorFactory<?> simple ? simple.getOperator() : factory;
        }
    }

    record Map(MapFunction<?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Map";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record FlatMap(FlatMapFunction<?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Flat Map";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record Filter(FilterFunction<?> function) implements Operation {
        @Override
        public String label() {
            return "Filter";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record Process(ProcessFunction<?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Process";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record KeyedProcess(KeyedProcessFunction<?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "KeyedProcess";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    /** @param label what the reduction is called: Keyed Reduce, or Keyed Aggregation for sum and its kind */
    record KeyedReduce(ReduceFunction<?> function, String label) implements Operation {
        public KeyedReduce(ReduceFunction<?> function) {
            this(function, "Keyed Reduce");
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record CoMap(CoMapFunction<?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Co-Map";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record CoFlatMap(CoFlatMapFunction<?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Co-Flat Map";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record CoProcess(CoProcessFunction<?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Co-Process";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    record KeyedCoProcess(KeyedCoProcessFunction<?, ?, ?, ?> function) implements Operation {
        @Override
        public String label() {
            return "Co-Keyed-Process";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    /**
     * @param function over a stream, and a broadcast stream as the second input
     * @param states the broadcast states
     */
    record BroadcastProcess(BroadcastProcessFunction<?, ?, ?> function, List<MapStateDescriptor<?, ?>> states)
            implements Operation {
        public BroadcastProcess {
            Objects.requireNonNull(function, "function");
            states = List.copyOf(states);
        }

        @Override
        public String label() {
            return "Co-Process-Broadcast";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    /**
     * @param function over a keyed stream, and a broadcast stream as the second input
     * @param states the broadcast states
     */
    record KeyedBroadcastProcess(
            KeyedBroadcastProcessFunction<?, ?, ?, ?> function, List<MapStateDescriptor<?, ?>> states)
            implements Operation {
        public KeyedBroadcastProcess {
            Objects.requireNonNull(function, "function");
            states = List.copyOf(states);
        }

        @Override
        public String label() {
            return "Co-Process-Broadcast-Keyed";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    /**
     * Joins elements of two keyed inputs whose timestamps are near each other: right - left within the bounds.
     *
     * @param lowerMs the least difference, itself included
     * @param upperMs the largest difference, itself included; not below {@code lowerMs}
     * @param lateLeft where late elements of the first input go, which are dropped otherwise
     * @param lateRight the same for the second
     */
    record IntervalJoin(
            ProcessJoinFunction<?, ?, ?> function,
            long lowerMs,
            long upperMs,
            Optional<OutputTag<?>> lateLeft,
            Optional<OutputTag<?>> lateRight)
            implements Operation {
        private static final long WIDEST_MS = Long.MAX_VALUE / 4;

        public IntervalJoin {
            Objects.requireNonNull(function, "function");
            if (lowerMs < -WIDEST_MS || upperMs > WIDEST_MS) {
                throw new IllegalArgumentException("an interval join from " + lowerMs + " ms to " + upperMs
                        + " ms reaches too far: each bound must be within " + WIDEST_MS + " ms");
            }
            if (lowerMs > upperMs) {
                throw new IllegalArgumentException("an interval join from " + lowerMs + " ms to " + upperMs
                        + " ms joins nothing: its lower bound must not be above its upper bound");
            }
        }

        @Override
        public String label() {
            return "Interval Join";
        }

        @Override
        public Object userObject() {
            return function;
        }

        private Object writeReplace() {
            return new Written(function, lowerMs, upperMs, lateLeft.orElse(null), lateRight.orElse(null));
        }

        /** The written form: an absent tag as null. */
        private record Written(
                ProcessJoinFunction<?, ?, ?> function,
                long lowerMs,
                long upperMs,
                OutputTag<?> lateLeft,
                OutputTag<?> lateRight)
                implements Serializable {
            private Object readResolve() {
                return new IntervalJoin(
                        function, lowerMs, upperMs, Optional.ofNullable(lateLeft), Optional.ofNullable(lateRight));
            }
        }
    }

    /**
     * Asks for something about each element without waiting for the answer.
     *
     * @param ordered whether results go on in the order of the elements
     * @param timeoutMs how long an element may wait for its answer, over all tries; 0 for ever
     * @param capacity how many elements may be waiting
     */
    record AsyncWait(
            AsyncFunction<?, ?> function, boolean ordered, long timeoutMs, int capacity, AsyncRetryStrategy<?> retry)
            implements Operation {
        public AsyncWait {
            Objects.requireNonNull(function, "function");
            Objects.requireNonNull(retry, "retry");
            if (capacity < 1) {
                throw new IllegalArgumentException(
                        "the capacity of an async operator is " + capacity + ", it must be at least 1");
            }
            if (timeoutMs < 0) {
                throw new IllegalArgumentException("the timeout of an async operator is " + timeoutMs
                        + " ms, it must be above 0, or 0 to wait for ever");
            }
        }

        @Override
        public String label() {
            return "async wait operator";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }

    /**
     * Where an iteration begins: emits its input and what comes back from the {@link IterationTail} of the same id. Without
     * inputs it emits the feedback alone.
     *
     * @param iteration unique in the program
     * @param maxWaitMs ends when its input has ended and nothing came back for that long; 0 never
     */
    record IterationHead(int iteration, long maxWaitMs) implements Operation {
        public IterationHead {
            if (maxWaitMs < 0) {
                throw new IllegalArgumentException("the longest wait of an iteration is " + maxWaitMs
                        + " ms, it must be above 0, or 0 to wait for ever");
            }
        }

        @Override
        public String label() {
            return "Iteration Head";
        }

        @Override
        public Object userObject() {
            return this;
        }
    }

    /** Gives its input back to the {@link IterationHead} of the same id. */
    record IterationTail(int iteration) implements Operation {
        @Override
        public String label() {
            return "Iteration Tail";
        }

        @Override
        public Object userObject() {
            return this;
        }
    }

    /**
     * Keeps its input ready for the client that submitted the program.
     *
     * @param id by which the client asks for it
     */
    record Collect(String id) implements Operation {
        public Collect {
            Objects.requireNonNull(id, "id");
        }

        @Override
        public String label() {
            return "Collect Stream Sink";
        }

        @Override
        public Object userObject() {
            return this;
        }
    }

    /** Windows over one keyed input; a stream without keys comes in with one key for all. */
    record Window(Windowing windowing, WindowContents contents, WindowResult result) implements Operation {
        public Window {
            Objects.requireNonNull(windowing, "windowing");
            Objects.requireNonNull(contents, "contents");
            Objects.requireNonNull(result, "result");
        }

        @Override
        public String label() {
            return windowing.assigner().getClass().getSimpleName();
        }

        /** The window's function, or what reduces the elements when there is none. */
        @Override
        public Object userObject() {
            if (result instanceof WindowResult.Apply apply) {
                return FunctionWrapper.unwrap(apply.function());
            }
            if (result instanceof WindowResult.Process process) {
                return FunctionWrapper.unwrap(process.function());
            }
            if (result instanceof WindowResult.ApplyAll apply) {
                return FunctionWrapper.unwrap(apply.function());
            }
            if (result instanceof WindowResult.ProcessAll process) {
                return FunctionWrapper.unwrap(process.function());
            }
            if (contents instanceof WindowContents.Reduced reduced) {
                return reduced.function();
            }
            if (contents instanceof WindowContents.Aggregated aggregated) {
                return aggregated.function();
            }
            return windowing.assigner();
        }
    }

    record AssignTimestampsAndWatermarks(WatermarkStrategy<?> strategy) implements Operation {
        @Override
        public String label() {
            return "Timestamps/Watermarks";
        }

        @Override
        public Object userObject() {
            return strategy;
        }
    }

    record SinkTo(Sink<?> sink) implements Operation {
        @Override
        public String label() {
            return "Sink";
        }

        @Override
        public Object userObject() {
            return sink;
        }
    }

    record SinkFunctionCall(SinkFunction<?> function) implements Operation {
        @Override
        public String label() {
            return "Sink";
        }

        @Override
        public Object userObject() {
            return function;
        }
    }
}
