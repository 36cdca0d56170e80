package dev.weft.api.common.state;

import dev.weft.annotation.PublicEvolving;
import java.util.Set;

/**
 * Gives state that belongs to a parallel instance of an operator rather than to a key. It is kept on the heap and copied when a
 * checkpoint is taken, so keep it small. A name stands for one state of an operator: who asks again gets the same contents;
 * another type or another way of dealing out under that name is refused.
 */
@PublicEvolving
public interface OperatorStateStore {
    /** State that every instance keeps alike; each one gets all of it after a restart. */
    <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> stateDescriptor) throws Exception;

    /** A list whose elements are dealt out evenly when the number of instances changes. */
    <S> ListState<S> getListState(ListStateDescriptor<S> stateDescriptor) throws Exception;

    /** A list of which every instance gets the elements of all of them after a restart. */
    <S> ListState<S> getUnionListState(ListStateDescriptor<S> stateDescriptor) throws Exception;

    /** The names of the lists, restored or asked for. */
    Set<String> getRegisteredStateNames();

    /** The names of the broadcast states, restored or asked for. */
    Set<String> getRegisteredBroadcastStateNames();
}
