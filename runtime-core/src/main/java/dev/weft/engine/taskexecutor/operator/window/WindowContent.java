package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.AppendingState;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
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

/** What the windows of the current key hold. {@code home} is the namespace of a window's content. */
@SuppressWarnings("unchecked") // the program has matched functions and types
abstract class WindowContent {

    private static final String NAME = "window-contents";

    abstract void add(Window home, Object value, long timestamp) throws Exception;

    /** Calls the window's function, unless the window holds nothing. */
    abstract void fire(Object key, Window window, Window home) throws Exception;

    abstract void clear(Window home);

    abstract void merge(Window home, List<Window> formerHomes) throws Exception;

    static WindowContent of(
            Operation.Window operation,
            Namespaces<Window> namespaces,
            TriggerSurroundings evictorContext,
            WindowCall call,
            WindowSetting setting) {
        KeyedStates states = setting.state().keyed();
        Windowing windowing = operation.windowing();
        TypeSerializer<Object> elements = (TypeSerializer<Object>)
                windowing.elementType().createSerializer(setting.config().getSerializerConfig());
        if (windowing.evictor().isPresent()) {
            return new Evicted(
                    states.state(
                            new ListStateDescriptor<>(NAME, new TimestampedValueSerializer<>(elements)), namespaces),
                    (Evictor<Object, Window>) windowing.evictor().get(),
                    evictorContext,
                    operation.contents() instanceof WindowContents.Elements
                            ? null
                            : Partials.of(operation.contents(), windowing.elementType(), setting.config()),
                    call);
        }
        if (operation.contents() instanceof WindowContents.Elements) {
            return new Elements(states.state(new ListStateDescriptor<>(NAME, elements), namespaces), call);
        }
        Partials partials = Partials.of(operation.contents(), windowing.elementType(), setting.config());
        return new Combined(states.state(partials.descriptor(NAME), namespaces), partials, call);
    }

    private static final class Elements extends WindowContent {
        private final NamespacedState<ListState<Object>, Window> state;
        private final WindowCall call;

        Elements(NamespacedState<ListState<Object>, Window> state, WindowCall call) {
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

        @Override
        void clear(Window home) {
            state.in(home).clear();
        }

        @Override
        void merge(Window home, List<Window> formerHomes) throws Exception {
            state.merge(home, formerHomes);
        }
    }

    private static final class Combined extends WindowContent {
        private final NamespacedState<? extends AppendingState<Object, Object>, Window> state;
        private final Partials partials;
        private final WindowCall call;

        Combined(
                NamespacedState<? extends AppendingState<Object, Object>, Window> state,
                Partials partials,
                WindowCall call) {
            this.state = state;
            this.partials = partials;
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
                call.value(key, window, partials.result(partial));
            }
        }

        @Override
        void clear(Window home) {
            state.in(home).clear();
        }

        @Override
        void merge(Window home, List<Window> formerHomes) throws Exception {
            state.merge(home, formerHomes);
        }
    }

    /** Keeps every element with its timestamp; partial results are made when a window fires. */
    private static final class Evicted extends WindowContent {
        private final NamespacedState<ListState<TimestampedValue<Object>>, Window> state;
        private final Evictor<Object, Window> evictor;
        private final TriggerSurroundings context;
        /** Null when the function sees every element. */
        private final Partials partials;

        private final WindowCall call;

        Evicted(
                NamespacedState<ListState<TimestampedValue<Object>>, Window> state,
                Evictor<Object, Window> evictor,
                TriggerSurroundings context,
                Partials partials,
                WindowCall call) {
            this.state = state;
            this.evictor = evictor;
            this.context = context;
            this.partials = partials;
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
            if (partials == null) {
                call.elements(key, window, () -> values(kept.iterator()));
                return;
            }
            Object partial = partials.empty();
            for (TimestampedValue<Object> element : kept) {
                partial = partials.add(partial, partials.shared(element.getValue()));
            }
            if (partial != null) {
                call.value(key, window, partials.result(partial));
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

        @Override
        void clear(Window home) {
            state.in(home).clear();
        }

        @Override
        void merge(Window home, List<Window> formerHomes) throws Exception {
            state.merge(home, formerHomes);
        }
    }
}
