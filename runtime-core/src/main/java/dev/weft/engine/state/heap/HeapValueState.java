package dev.weft.engine.state.heap;

import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.Namespaces;

/** Value state on the heap. */
final class HeapValueState<T, N> extends HeapState<ValueState<T>, N> implements ValueState<T> {

    private final StateDescriptor<?, ?> descriptor;

    HeapValueState(StateDescriptor<?, ?> descriptor, StateTables tables, KeyContext keys, Namespaces<N> namespaces) {
        super(tables, keys, namespaces);
        this.descriptor = descriptor;
    }

    @Override
    @SuppressWarnings("unchecked") // the table holds values of the descriptor
    public T value() {
        Object value = tables.get();
        return (T) (value == null ? descriptor.getDefaultValue() : value);
    }

    @Override
    public void update(T value) {
        if (value == null) {
            tables.remove();
        } else {
            tables.put(value);
        }
    }
}
