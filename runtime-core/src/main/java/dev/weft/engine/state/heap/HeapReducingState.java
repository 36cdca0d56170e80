package dev.weft.engine.state.heap;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ReducingState;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateArguments;

/** Reducing state on the heap; the table contains the reduced values. */
final class HeapReducingState<T, N> extends HeapState<ReducingState<T>, N> implements ReducingState<T> {

    private final ReduceFunction<T> function;

    HeapReducingState(ReduceFunction<T> function, StateTables tables, KeyContext keys, Namespaces<N> namespaces) {
        super(tables, keys, namespaces);
        this.function = function;
    }

    @Override
    @SuppressWarnings("unchecked") // the table holds values of the descriptor
    public T get() {
        return (T) tables.get();
    }

    @Override
    public void add(T value) throws Exception {
        StateArguments.aggregated(value);
        T soFar = get();
        tables.put(soFar == null ? value : reduced(soFar, value));
    }

    private T reduced(T one, T other) throws Exception {
        return StateArguments.result(
                function.reduce(one, other), tables.layout().name());
    }

    @Override
    @SuppressWarnings("unchecked") // the table holds values of the descriptor
    Object combined(Object one, Object other) throws Exception {
        return reduced((T) one, (T) other);
    }
}
