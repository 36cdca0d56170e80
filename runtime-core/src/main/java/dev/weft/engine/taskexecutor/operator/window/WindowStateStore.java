package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.AggregatingState;
import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.streaming.api.windowing.windows.Window;

/** Per-window state of user functions, for the current key and one window at a time. */
final class WindowStateStore implements KeyedStateStore {

    private final KeyedStates states;
    private final Namespaces<Window> namespaces;
    private final boolean merging;
    private Window window;

    /** @param merging whether windows merge, which nobody could do to the user's state */
    WindowStateStore(KeyedStates states, Namespaces<Window> namespaces, boolean merging) {
        this.states = states;
        this.namespaces = namespaces;
        this.merging = merging;
    }

    /** This store, switched to another window. */
    KeyedStateStore of(Window newWindow) {
        window = newWindow;
        return this;
    }

    private <S extends State> S state(StateDescriptor<S, ?> descriptor) {
        if (merging) {
            throw new UnsupportedOperationException("state '" + descriptor.getName() + "' cannot be kept per window:"
                    + " session windows merge, and nobody knows how to merge it; use globalState()");
        }
        return states.state(descriptor, namespaces).in(window);
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        return state(descriptor);
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        return state(descriptor);
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        return state(descriptor);
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor) {
        return state(descriptor);
    }

    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        return state(descriptor);
    }
}
