package dev.weft.engine.state.ttl;

import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.spi.DecoratedState;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Adds time to live to the states of any backend (decorator). Belongs to the thread of its task. */
public final class ExpiringStates {

    private final KeyedStateBackend backend;
    private final LongSupplier clock;

    /** @param clock milliseconds since the epoch */
    public ExpiringStates(KeyedStateBackend backend, LongSupplier clock) {
        this.backend = backend;
        this.clock = clock;
    }

    /** @param descriptor with a time to live and a created serializer */
    public <S extends State, N> NamespacedState<S, N> declare(StateDescriptor<S, ?> descriptor, Namespaces<N> by) {
        Lifetime lifetime = new Lifetime(descriptor.getTtlConfig(), clock);
        return switch (descriptor.getType()) {
            case VALUE -> value(descriptor, by, lifetime, kept -> new ExpiringValue<>(kept, descriptor, lifetime));
            case REDUCING ->
                value(
                        descriptor,
                        by,
                        lifetime,
                        kept -> new ExpiringReduced<>(kept, (ReducingStateDescriptor<?>) descriptor, lifetime));
            case AGGREGATING ->
                value(
                        descriptor,
                        by,
                        lifetime,
                        kept -> aggregated(kept, (AggregatingStateDescriptor<?, ?, ?>) descriptor, lifetime));
            case LIST -> list(descriptor, by, lifetime);
            case MAP -> map(descriptor, by, lifetime);
            case FOLDING, UNKNOWN ->
                throw new IllegalArgumentException("state '" + descriptor.getName()
                        + "' is of a kind that cannot expire: " + descriptor.getType());
        };
    }

    @SuppressWarnings("unchecked") // accumulators are those of the function
    private static <A> State aggregated(
            ValueState<Stamped<A>> kept, AggregatingStateDescriptor<?, ?, ?> descriptor, Lifetime lifetime) {
        return new ExpiringAggregated<>(kept, (AggregatingStateDescriptor<?, A, ?>) descriptor, lifetime);
    }

    @SuppressWarnings("unchecked") // the value is of the descriptor's type
    private <S extends State, N> NamespacedState<S, N> value(
            StateDescriptor<S, ?> descriptor,
            Namespaces<N> by,
            Lifetime lifetime,
            Function<ValueState<Stamped<Object>>, State> front) {
        TypeSerializer<Object> values = (TypeSerializer<Object>) descriptor.getSerializer();
        return declare(
                new ValueStateDescriptor<>(descriptor.getName(), new StampedSerializer<>(values)), by, lifetime, front);
    }

    @SuppressWarnings("unchecked") // the elements are of the descriptor's type
    private <S extends State, N> NamespacedState<S, N> list(
            StateDescriptor<S, ?> descriptor, Namespaces<N> by, Lifetime lifetime) {
        TypeSerializer<Object> elements = ((ListStateDescriptor<Object>) descriptor).getElementSerializer();
        return declare(
                new ListStateDescriptor<>(descriptor.getName(), new StampedSerializer<>(elements)),
                by,
                lifetime,
                (ListState<Stamped<Object>> kept) -> new ExpiringList<>(kept, lifetime));
    }

    @SuppressWarnings("unchecked") // keys and values are of the descriptor's types
    private <S extends State, N> NamespacedState<S, N> map(
            StateDescriptor<S, ?> descriptor, Namespaces<N> by, Lifetime lifetime) {
        MapStateDescriptor<Object, Object> map = (MapStateDescriptor<Object, Object>) descriptor;
        return declare(
                new MapStateDescriptor<>(
                        descriptor.getName(),
                        map.getKeySerializer(),
                        new StampedSerializer<>(map.getValueSerializer())),
                by,
                lifetime,
                (MapState<Object, Stamped<Object>> kept) -> new ExpiringMap<>(kept, lifetime));
    }

    @SuppressWarnings("unchecked") // the front is what the descriptor's state looks like
    private <S extends State, K extends State, N> NamespacedState<S, N> declare(
            StateDescriptor<K, ?> kept, Namespaces<N> by, Lifetime lifetime, Function<K, State> front) {
        kept.enableTimeToLive(lifetime.config());
        NamespacedState<K, N> state = backend.state(new StateSpec<>(kept, by, Optional.of(lifetime)));
        return new DecoratedState<>(state, (Function<K, S>) front) {
            @Override
            public void merge(N target, Collection<N> sources) {
                throw new UnsupportedOperationException("state of windows that merge cannot have a time to live");
            }
        };
    }
}
