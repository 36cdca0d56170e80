package dev.weft.engine.state.ttl;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ValueState;

/** Elements reduced to one that expires. */
final class ExpiringReduced<T> implements ReducingState<T> {

    private final ValueState<Stamped<T>> kept;
    private final ReduceFunction<T> function;
    private final Lifetime lifetime;

    @SuppressWarnings("unchecked") // the function reduces what is kept
    ExpiringReduced(ValueState<Stamped<T>> kept, ReduceFunction<?> function, Lifetime lifetime) {
        this.kept = kept;
        this.function = (ReduceFunction<T>) function;
        this.lifetime = lifetime;
    }

    @Override
    public T get() throws Exception {
        return ExpiringValue.use(kept, lifetime);
    }

    @Override
    public void add(T value) throws Exception {
        T soFar = get();
        kept.update(lifetime.stamp(soFar == null ? value : function.reduce(soFar, value)));
    }

    @Override
    public void clear() {
        kept.clear();
    }
}
