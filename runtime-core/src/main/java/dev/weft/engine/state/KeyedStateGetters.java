package dev.weft.engine.state;

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

/** The API's getters of keyed state, one for each kind of state; all of them lead to {@link #state}. */
public abstract class KeyedStateGetters implements KeyedStateStore {

    /** Returns the handle of the state that a descriptor of any kind names. */
    public abstract <S extends State> S state(StateDescriptor<S, ?> descriptor);

    @Override
    public final <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        return state(descriptor);
    }

    @Override
    public final <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        return state(descriptor);
    }

    @Override
    public final <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        return state(descriptor);
    }

    @Override
    public final <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor) {
        return state(descriptor);
    }

    @Override
    public final <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        return state(descriptor);
    }
}
