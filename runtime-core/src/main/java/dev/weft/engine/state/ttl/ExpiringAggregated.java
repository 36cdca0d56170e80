package dev.weft.engine.state.ttl;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.state.AggregatingState;
import dev.weft.api.common.state.ValueState;

/** Elements aggregated into something that expires. */
final class ExpiringAggregated<I, A, O> implements AggregatingState<I, O> {

    private final ValueState<Stamped<A>> kept;
    private final AggregateFunction<I, A, O> function;
    private final Lifetime lifetime;

    ExpiringAggregated(ValueState<Stamped<A>> kept, AggregateFunction<I, A, O> function, Lifetime lifetime) {
        this.kept = kept;
        this.function = function;
        this.lifetime = lifetime;
    }

    @Override
    public O get() throws Exception {
        A accumulator = ExpiringValue.use(kept, lifetime);
        return accumulator == null ? null : function.getResult(accumulator);
    }

    @Override
    public void add(I value) throws Exception {
        A accumulator = ExpiringValue.use(kept, lifetime);
        kept.update(
                lifetime.stamp(function.add(value, accumulator == null ? function.createAccumulator() : accumulator)));
    }

    @Override
    public void clear() {
        kept.clear();
    }
}
