package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.AppendingState;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.program.Operation;
import dev.weft.program.WindowContents;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.streaming.runtime.operators.windowing.TimestampedValue;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;

/**
 * Storage of the windows' elements, as a list or as a partial aggregate, for the current key. {@code home} is the
 * namespace of a window's content.
 */
@SuppressWarnings("unchecked") // the program has matched functions and types
abstract class WindowContent {

    static final String NAME = "window-contents";

    private final NamespacedState<? extends State, Window> contents;

    private WindowContent(NamespacedState<? extends State, Window> contents) {
        this.contents = contents;
    }

    abstract void add(Window home, Object value, long timestamp) throws Exception;

    /** Calls the window function, unless the window is empty. */
    abstract void fire(Object key, Window window, Window home) throws Exception;

    final void clear(Window home) {
        contents.in(home).clear();
    }

    final void merge(Window home, List<Window> formerHomes) throws Exception {
        contents.merge(home, formerHomes);
    }

    /** Visits every key and namespace that has contents. */
    final void forEach(NamespacedState.EntryAction<Window> action) throws Exception {
        contents.forEach(action);
    }

    static WindowContent of(
            Operation.Window operation,
            Namespaces<Window> namespaces,
            TriggerContext evictorContext,
            WindowFunctionCall call,
            WindowEnvironment environment) {
        KeyedStates states = environment.state().keyed();
        Windowing windowing = operation.windowing();
        TypeSerializer<Object> elements = (TypeSerializer<Object>)
                windowing.elementType().createSerializer(environment.config().getSerializerConfig());
        if (windowing.evictor().isPresent()) {
            return new Evicted(
                    states.state(
                            new ListStateDescriptor<>(NAME, new TimestampedValueSerializer<>(elements)), namespaces),
                    (Evictor<Object, Window>) windowing.evictor().get(),
                    evictorContext,
                    operation.contents() instanceof WindowContents.Elements
                            ? null
                            : PartialAggregation.of(
                                    operation.contents(), windowing.elementType(), environment.config()),
                    call);
        }
        if (operation.contents() instanceof WindowContents.Elements) {
            return new Elements(states.state(new ListStateDescriptor<>(NAME, elements), namespaces), call);
        }
        PartialAggregation aggregation =
                PartialAggregation.of(operation.contents(), windowing.elementType(), environment.config());
        return new Combined(states.state(aggregation.descriptor(NAME), namespaces), aggregation, call);
    }

    private static final class Elements extends WindowContent {
        private final NamespacedState<ListState<Object>, Window> state;
        private final WindowFunctionCall call;

        Elements(NamespacedState<ListState<Object>, Window> state, WindowFunctionCall call) {
            super(state);
            this.state = state;
            this.call = call;
        }

        @Override
        void add(Window home, Object value, long timestamp) throws Exception {
            state.in(home).add(value);
        }

        @Override
        void fire(Object key, Window window, Window home) throws Exception {
            Iterable<Object> elements = state.in(home).get();
            if (elements.iterator().hasNext()) {
                call.elements(key, window, elements);
            }
        }
    }

    private static final class Combined extends WindowContent {
        private final NamespacedState<? extends AppendingState<Object, Object>, Window> state;
        private final PartialAggregation aggregation;
        private final WindowFunctionCall call;

        Combined(
                NamespacedState<? extends AppendingState<Object, Object>, Window> state,
                PartialAggregation aggregation,
                WindowFunctionCall call) {
            super(state);
            this.state = state;
            this.aggregation = aggregation;
            this.call = call;
        }

        @Override
        void add(Window home, Object value, long timestamp) throws Exception {
            state.in(home).add(value);
        }

        @Override
        void fire(Object key, Window window, Window home) throws Exception {
            Object partial = state.in(home).get();
            if (partial != null) {
                call.value(key, window, aggregation.result(partial));
            }
        }
    }

    /**
     * Content of windows with an evictor: keeps every element with its timestamp, and aggregates when a window fires.
     */
    private static final class Evicted extends WindowContent {
        private final NamespacedState<ListState<TimestampedValue<Object>>, Window> state;
        private final Evictor<Object, Window> evictor;
        private final TriggerContext context;
        /** Null when the window function sees every element. */
        private final PartialAggregation aggregation;

        private final WindowFunctionCall call;

        Evicted(
                NamespacedState<ListState<TimestampedValue<Object>>, Window> state,
                Evictor<Object, Window> evictor,
                TriggerContext context,
                PartialAggregation aggregation,
                WindowFunctionCall call) {
            super(state);
            this.state = state;
            this.evictor = evictor;
            this.context = context;
            this.aggregation = aggregation;
            this.call = call;
        }

        @Override
        void add(Window home, Object value, long timestamp) throws Exception {
            state.in(home)
                    .add(
                            timestamp == Long.MIN_VALUE
                                    ? new TimestampedValue<>(value)
                                    : new TimestampedValue<>(value, timestamp));
        }

        @Override
        void fire(Object key, Window window, Window home) throws Exception {
            LinkedList<TimestampedValue<Object>> kept = new LinkedList<>();
            state.in(home).get().forEach(kept::add);
            if (kept.isEmpty()) {
                return;
            }
            int before = kept.size();
            evictor.evictBefore(kept, before, window, context);
            call(key, window, kept);
            evictor.evictAfter(kept, kept.size(), window, context);
            if (kept.size() != before) {
                state.in(home).update(kept);
            }
        }

        private void call(Object key, Window window, List<TimestampedValue<Object>> kept) throws Exception {
            if (aggregation == null) {
                call.elements(key, window, () -> values(kept.iterator()));
                return;
            }
            Object partial = aggregation.empty();
            for (TimestampedValue<Object> element : kept) {
                partial = aggregation.add(partial, aggregation.shared(element.getValue()));
            }
            if (partial != null) {
                call.value(key, window, aggregation.result(partial));
            }
        }

        private static Iterator<Object> values(Iterator<TimestampedValue<Object>> elements) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return elements.hasNext();
                }

                @Override
                public Object next() {
                    return elements.next().getValue();
                }
            };
        }
    }
}
