package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.AppendingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.program.WindowContents;

/**
 * Partial aggregates of a slice or session, by the user's reduce or aggregate function: a reduced element, or an
 * accumulator. The user's functions may modify their arguments and return one of them, so methods say who owns a
 * partial aggregate.
 */
abstract class PartialAggregation {

    private final TypeSerializer<Object> serializer;
    private final boolean immutable;

    private PartialAggregation(TypeSerializer<Object> serializer) {
        this.serializer = serializer;
        this.immutable = serializer.isImmutableType();
    }

    @SuppressWarnings("unchecked") // the program has matched functions and types
    static PartialAggregation of(WindowContents contents, TypeInformation<?> elements, ExecutionConfig config) {
        if (contents instanceof WindowContents.Reduced reduced) {
            return new Reduced((ReduceFunction<Object>) reduced.function(), (TypeSerializer<Object>)
                    elements.createSerializer(config.getSerializerConfig()));
        }
        if (contents instanceof WindowContents.Aggregated aggregated) {
            return new Aggregated(
                    (AggregateFunction<Object, Object, Object>) aggregated.function(), (TypeSerializer<Object>)
                            aggregated.accumulatorType().createSerializer(config.getSerializerConfig()));
        }
        throw new IllegalArgumentException("windows that keep every element have no partial results");
    }

    /**
     * Descriptor of a state that adds elements to a partial aggregate and returns the partial aggregate itself, not its
     * result.
     */
    abstract StateDescriptor<? extends AppendingState<Object, Object>, ?> descriptor(String name);

    final TypeSerializer<Object> serializer() {
        return serializer;
    }

    /** A partial aggregate that only the caller refers to: a copy if it is mutable. */
    final Object own(Object partial) {
        return immutable ? partial : serializer.copy(partial);
    }

    /** Adds an element to {@code partial}, which the caller owns; null stands for an empty one. */
    abstract Object add(Object partial, Object element) throws Exception;

    /** An element that will be added to several partial aggregates: a copy where the function may keep it. */
    abstract Object shared(Object element);

    /** The partial aggregate of no elements; null for a reduce function, which has none. */
    abstract Object empty();

    /** Merges two partial aggregates. The caller must own both and not use them afterwards. */
    abstract Object combined(Object first, Object second) throws Exception;

    /** The result that the window function sees. */
    abstract Object result(Object partial);

    private static final class Reduced extends PartialAggregation {
        private final ReduceFunction<Object> function;

        Reduced(ReduceFunction<Object> function, TypeSerializer<Object> serializer) {
            super(serializer);
            this.function = function;
        }

        @Override
        StateDescriptor<? extends AppendingState<Object, Object>, ?> descriptor(String name) {
            return new ReducingStateDescriptor<>(name, function, serializer());
        }

        @Override
        Object add(Object partial, Object element) throws Exception {
            return partial == null ? element : combined(partial, element);
        }

        @Override
        Object shared(Object element) {
            return own(element);
        }

        @Override
        Object empty() {
            return null;
        }

        @Override
        Object combined(Object first, Object second) throws Exception {
            Object both = function.reduce(first, second);
            if (both == null) {
                throw new NullPointerException(function.getClass().getName() + " reduced two elements to null");
            }
            return both;
        }

        @Override
        Object result(Object partial) {
            return partial;
        }
    }

    private static final class Aggregated extends PartialAggregation {
        private final AggregateFunction<Object, Object, Object> function;

        Aggregated(AggregateFunction<Object, Object, Object> function, TypeSerializer<Object> serializer) {
            super(serializer);
            this.function = function;
        }

        @Override
        StateDescriptor<? extends AppendingState<Object, Object>, ?> descriptor(String name) {
            return new AggregatingStateDescriptor<>(name, new Accumulating(function), serializer());
        }

        @Override
        Object add(Object partial, Object element) {
            return function.add(element, partial == null ? function.createAccumulator() : partial);
        }

        @Override
        Object shared(Object element) {
            return element;
        }

        @Override
        Object empty() {
            return function.createAccumulator();
        }

        @Override
        Object combined(Object first, Object second) {
            Object both = function.merge(first, second);
            if (both == null) {
                throw new NullPointerException(
                        function.getClass().getName() + " merged two accumulators to null; sliding and session windows"
                                + " need merge(a, b) to give what both have taken in");
            }
            return both;
        }

        @Override
        Object result(Object partial) {
            return function.getResult(partial);
        }
    }

    /** The user's aggregate function, except that its result is the accumulator itself. */
    private record Accumulating(AggregateFunction<Object, Object, Object> function)
            implements AggregateFunction<Object, Object, Object> {
        @Override
        public Object createAccumulator() {
            return function.createAccumulator();
        }

        @Override
        public Object add(Object value, Object accumulator) {
            return function.add(value, accumulator);
        }

        @Override
        public Object getResult(Object accumulator) {
            return accumulator;
        }

        @Override
        public Object merge(Object a, Object b) {
            return function.merge(a, b);
        }
    }
}
