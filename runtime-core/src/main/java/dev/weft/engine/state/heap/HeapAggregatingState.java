package dev.weft.engine.state.heap;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.state.AggregatingState;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateArguments;

/** Aggregating state on the heap; the table contains accumulators. */
final class HeapAggregatingState<I, A, O, N> extends HeapState<AggregatingState<I, O>, N>
        implements AggregatingState<I, O> {

    private final AggregateFunction<I, A, O> function;

    HeapAggregatingState(
            AggregateFunction<I, A, O> function, StateTables tables, KeyContext keys, Namespaces<N> namespaces) {
        super(tables, keys, namespaces);
        this.function = function;
    }

    @SuppressWarnings("unchecked") // the table holds accumulators
    private A accumulator() {
        return (A) tables.get();
    }

    @Override
    public O get() {
        A accumulator = accumulator();
        return accumulator == null ? null : function.getResult(accumulator);
    }

    @Override
    public void add(I value) {
        StateArguments.aggregated(value);
        A accumulator = accumulator();
        tables.put(checked(function.add(value, accumulator == null ? function.createAccumulator() : accumulator)));
    }

    private A checked(A accumulator) {
        return StateArguments.result(accumulator, tables.layout().name());
    }

    @Override
    @SuppressWarnings("unchecked") // the table holds accumulators
    Object combined(Object one, Object other) {
        return checked(function.merge((A) one, (A) other));
    }
}
