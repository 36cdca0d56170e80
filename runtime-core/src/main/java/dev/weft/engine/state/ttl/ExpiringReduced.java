package dev.weft.engine.state.ttl;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.engine.state.spi.StateArguments;

/** Reducing state with a time to live. */
final class ExpiringReduced<T> implements ReducingState<T> {

    private final ValueState<Stamped<T>> kept;
    private final String name;
    private final ReduceFunction<T> function;
    private final Lifetime lifetime;

    @SuppressWarnings("unchecked") // the function reduces what is kept
    ExpiringReduced(ValueState<Stamped<T>> kept, ReducingStateDescriptor<?> descriptor, Lifetime lifetime) {
        this.kept = kept;
        this.name = descriptor.getName();
        this.function = (ReduceFunction<T>) descriptor.getReduceFunction();
        this.lifetime = lifetime;
    }

    @Override
    public T get() throws Exception {
        return ExpiringValue.use(kept, lifetime);
    }

    @Override
    public void add(T value) throws Exception {
        StateArguments.aggregated(value);
        T soFar = get();
        T reduced = soFar == null ? value : StateArguments.result(function.reduce(soFar, value), name);
        kept.update(lifetime.stamp(reduced));
    }

    @Override
    public void clear() {
        kept.clear();
    }
}
