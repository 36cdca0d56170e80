package dev.weft.api.common.state;

import dev.weft.annotation.PublicEvolving;

/**
 * Gives state that belongs to the current key. A name stands for one state of an operator: who asks again with the same name
 * gets the same contents, and a descriptor of another kind or type under that name is refused. Ask once, in {@code open} or
 * {@code initializeState}; the handle serves all keys, but is read and written only while a record or timer is processed.
 */
@PublicEvolving
public interface KeyedStateStore {
    /** The value of this name for the current key, made at first use. */
    <T> ValueState<T> getState(ValueStateDescriptor<T> stateProperties);

    /** The list of this name for the current key, made at first use. */
    <T> ListState<T> getListState(ListStateDescriptor<T> stateProperties);

    /** The reduced value of this name for the current key, made at first use. */
    <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> stateProperties);

    /** The aggregated value of this name for the current key, made at first use. */
    <IN, ACC, OUT> AggregatingState<IN, OUT> getAggregatingState(
            AggregatingStateDescriptor<IN, ACC, OUT> stateProperties);

    /** The map of this name for the current key, made at first use. */
    <UK, UV> MapState<UK, UV> getMapState(MapStateDescriptor<UK, UV> stateProperties);
}
