package dev.weft.engine.state.heap;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ReducingState;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.Namespaces;
import java.util.Objects;

/** Elements reduced to one. */
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
        T soFar = get();
        tables.put(
                soFar == null
                        ? Objects.requireNonNull(value, "a reducing state holds no null")
                        : reduced(soFar, value));
    }

    private T reduced(T one, T other) throws Exception {
        T result = function.reduce(one, other);
        if (result == null) {
            throw new NullPointerException(
                    "the reduce function of state '" + tables.layout().name() + "' returned null");
        }
        return result;
    }

    @Override
    @SuppressWarnings("unchecked") // the table holds values of the descriptor
    Object combined(Object one, Object other) throws Exception {
        return reduced((T) one, (T) other);
    }
}
