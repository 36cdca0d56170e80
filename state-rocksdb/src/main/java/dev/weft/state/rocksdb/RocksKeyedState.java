package dev.weft.state.rocksdb;

import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.configuration.ReadableConfig;
import dev.weft.contrib.streaming.state.RocksDBOptionsFactory;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.TimerQueue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keyed state of one operator instance in a RocksDB of its own. Belongs to the thread of its task; what it hands out
 * for snapshots is read by others.
 */
final class RocksKeyedState implements KeyedStateBackend {

    /** Timers of a queue in memory, from which on some go to the store. */
    private static final int MOST_TIMERS = 1 << 14;
    /** Entries whose change is not written: as many as a snapshot writes in a few hundredths of a second. */
    private static final int MOST_CHANGES = 1 << 15;

    private final KeyedStateSetup setup;
    private final Store store;
    private final StateContext context;
    private final NativeMetrics metrics;
    private final int mostTimers;
    private final Map<String, RocksState<?, ?>> states = new LinkedHashMap<>();
    private final Map<String, RocksTimers<?>> timers = new LinkedHashMap<>();

    RocksKeyedState(
            KeyedStateSetup setup,
            ReadableConfig settings,
            Store store,
            SlotMemory memory,
            Optional<RocksDBOptionsFactory> factory) {
        this.setup = setup;
        this.store = store;
        this.context = new StateContext(setup, store, memory, new FrontCache.Changes(MOST_CHANGES, (int)
                settings.get(RocksDbOptions.WRITE_BATCH).getBytes()));
        this.metrics = NativeMetrics.of(settings, factory, store, setup.host().metrics());
        this.mostTimers =
                settings.get(RocksDbOptions.TIMERS) == RocksDbOptions.TimerStore.HEAP ? Integer.MAX_VALUE : MOST_TIMERS;
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one state; its users agree about the types
    public <S extends State, N> NamespacedState<S, N> state(StateSpec<S, N> spec) {
        RocksState<?, ?> known = states.get(spec.name());
        if (known == null) {
            known = declare(spec);
            states.put(spec.name(), known);
            metrics.show(known.column);
        }
        return (NamespacedState<S, N>) known;
    }

    @SuppressWarnings("unchecked") // the descriptor's type says which it is, and its serializers are of its types
    private <N> RocksState<?, N> declare(StateSpec<?, N> spec) {
        StateDescriptor<?, ?> descriptor = spec.descriptor();
        Namespaces<N> namespaces = spec.namespaces();
        boolean list = descriptor.getType() == StateDescriptor.Type.LIST;
        Column column = store.column("state." + spec.name(), list);
        long storedUpTo = Long.MIN_VALUE;
        return switch (descriptor.getType()) {
            case VALUE ->
                new SingleState.OfValue<>(
                        context, column, namespaces, storedUpTo, (StateDescriptor<?, Object>) descriptor);
            case REDUCING ->
                new SingleState.OfReduced<>(
                        context,
                        column,
                        namespaces,
                        storedUpTo,
                        (StateDescriptor<?, Object>) descriptor,
                        ((ReducingStateDescriptor<Object>) descriptor).getReduceFunction());
            case AGGREGATING ->
                new SingleState.OfAggregated<>(
                        context,
                        column,
                        namespaces,
                        storedUpTo,
                        (StateDescriptor<?, Object>) descriptor,
                        ((AggregatingStateDescriptor<Object, Object, Object>) descriptor).getAggregateFunction());
            case LIST ->
                new RocksListState<>(
                        context,
                        column,
                        namespaces,
                        storedUpTo,
                        ((ListStateDescriptor<Object>) descriptor).getElementSerializer());
            case MAP ->
                new RocksMapState<>(
                        context,
                        column,
                        namespaces,
                        storedUpTo,
                        (TypeSerializer<Object>) ((MapStateDescriptor<?, ?>) descriptor).getKeySerializer(),
                        (TypeSerializer<Object>) ((MapStateDescriptor<?, ?>) descriptor).getValueSerializer());
            case FOLDING, UNKNOWN ->
                throw new IllegalArgumentException(
                        "state '" + spec.name() + "' is of a kind that there is no more: " + descriptor.getType());
        };
    }

    @Override
    @SuppressWarnings("unchecked") // a name stands for one queue; its users agree about the types
    public <N> TimerQueue<N> timers(String name, Namespaces<N> namespaces) {
        RocksTimers<?> known = timers.get(name);
        if (known == null) {
            Column column = store.column("timers." + name, false);
            known = new RocksTimers<>(setup, store, column, namespaces, mostTimers, false);
            timers.put(name, known);
            metrics.show(column);
        }
        return (TimerQueue<N>) known;
    }

    /** Brings the store up to date. */
    private void flush() {
        states.values().forEach(state -> state.front.flush());
        timers.values().forEach(RocksTimers::flush);
    }

    @Override
    public KeyedSnapshot snapshot() {
        flush();
        throw new UnsupportedOperationException("state in RocksDB cannot be saved yet");
    }

    @Override
    public void close() {
        states.values().forEach(RocksState::close);
        store.close();
    }
}
