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
 * What the elements of a slice or session come to: reduced elements or an accumulator. The user's functions may change
 * what they are given, and give back one of their arguments.
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

    /** A state of partial aggregates to which elements are added, and from which the partial itself is read. */
    abstract StateDescriptor<? extends AppendingState<Object, Object>, ?> descriptor(String name);

    final TypeSerializer<Object> serializer() {
        return serializer;
    }

    /** A partial of the caller's own, that nobody else changes. */
    final Object own(Object partial) {
        return immutable ? partial : serializer.copy(partial);
    }

    /** With one more element; {@code partial} is the caller's own, or null for none. */
    abstract Object add(Object partial, Object element) throws Exception;

    /** An element to be added to one partial of several. */
    abstract Object shared(Object element);

    /** The partial of no elements; null when there is no such thing. */
    abstract Object empty();

    /** Both in one; both are the caller's own and not to be used afterwards. */
    abstract Object combined(Object first, Object second) throws Exception;

    /** What the window's function sees. */
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

    /** The user's aggregation, with the accumulator itself as the result. */
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
