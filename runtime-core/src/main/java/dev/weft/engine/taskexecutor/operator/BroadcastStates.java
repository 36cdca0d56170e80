package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReadOnlyBroadcastState;
import dev.weft.engine.state.OperatorState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The broadcast states of one operator instance: writable by the broadcast input, read-only for the other one. */
final class BroadcastStates {

    private final List<MapStateDescriptor<?, ?>> descriptors;
    private final Map<String, BroadcastState<?, ?>> writable = new LinkedHashMap<>();
    private final Map<String, ReadOnly<?, ?>> readOnly = new LinkedHashMap<>();

    BroadcastStates(List<MapStateDescriptor<?, ?>> descriptors) {
        this.descriptors = descriptors;
    }

    void open(OperatorState state) {
        descriptors.forEach(descriptor -> open(state, descriptor));
    }

    private <K, V> void open(OperatorState state, MapStateDescriptor<K, V> descriptor) {
        BroadcastState<K, V> map = state.unkeyed().getBroadcastState(descriptor);
        writable.put(descriptor.getName(), map);
        readOnly.put(descriptor.getName(), new ReadOnly<>(descriptor.getName(), map));
    }

    @SuppressWarnings("unchecked") // the contents are those of the descriptor
    <K, V> BroadcastState<K, V> writable(MapStateDescriptor<K, V> descriptor) {
        return (BroadcastState<K, V>) known(writable, descriptor);
    }

    @SuppressWarnings("unchecked") // the contents are those of the descriptor
    <K, V> ReadOnlyBroadcastState<K, V> readOnly(MapStateDescriptor<K, V> descriptor) {
        return (ReadOnlyBroadcastState<K, V>) known(readOnly, descriptor);
    }

    private static <S> S known(Map<String, S> states, MapStateDescriptor<?, ?> descriptor) {
        S state = states.get(descriptor.getName());
        if (state == null) {
            throw new IllegalArgumentException("'" + descriptor.getName()
                    + "' is no broadcast state here; the stream was broadcast with: "
                    + String.join(", ", states.keySet()));
        }
        return state;
    }

    /** Read-only view of a broadcast state, for the input that is not broadcast. */
    private record ReadOnly<K, V>(String name, BroadcastState<K, V> state) implements ReadOnlyBroadcastState<K, V> {
        @Override
        public V get(K key) throws Exception {
            return state.get(key);
        }

        @Override
        public boolean contains(K key) throws Exception {
            return state.contains(key);
        }

        @Override
        public Iterable<Map.Entry<K, V>> immutableEntries() throws Exception {
            return state.immutableEntries();
        }

        @Override
        public void clear() {
            throw new UnsupportedOperationException(
                    "broadcast state '" + name
                            + "' can be changed by elements of the broadcast stream only: the instances would differ otherwise");
        }
    }
}
