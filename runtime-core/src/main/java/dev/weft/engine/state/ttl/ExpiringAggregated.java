package dev.weft.engine.state.ttl;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.state.AggregatingState;
import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.engine.state.spi.StateArguments;

/** Aggregating state with a time to live. */
final class ExpiringAggregated<I, A, O> implements AggregatingState<I, O> {

    private final ValueState<Stamped<A>> kept;
    private final String name;
    private final AggregateFunction<I, A, O> function;
    private final Lifetime lifetime;

    ExpiringAggregated(ValueState<Stamped<A>> kept, AggregatingStateDescriptor<I, A, O> descriptor, Lifetime lifetime) {
        this.kept = kept;
        this.name = descriptor.getName();
        this.function = descriptor.getAggregateFunction();
        this.lifetime = lifetime;
    }

    @Override
    public O get() throws Exception {
        A accumulator = ExpiringValue.use(kept, lifetime);
        return accumulator == null ? null : function.getResult(accumulator);
    }

    @Override
    public void add(I value) throws Exception {
        StateArguments.aggregated(value);
        A accumulator = ExpiringValue.use(kept, lifetime);
        A added = function.add(value, accumulator == null ? function.createAccumulator() : accumulator);
        kept.update(lifetime.stamp(StateArguments.result(added, name)));
    }

    @Override
    public void clear() {
        kept.clear();
    }
}
