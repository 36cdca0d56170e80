package dev.weft.engine.state;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.engine.state.spi.DecoratedState;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.ttl.ExpiringStates;
import dev.weft.engine.types.DeclaredType;
import dev.weft.engine.types.MapKeySerializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keyed state and timers of one operator instance, as operators and user functions use them: {@link #use} sets the
 * current key, then the state handles read and write its values. Belongs to the thread of its task.
 */
public final class KeyedStates extends KeyedStateGetters implements AutoCloseable {

    private final KeyContext keys;
    private final KeyedStateBackend backend;
    private final ExpiringStates expiring;
    private final ExecutionConfig config;
    private final Map<String, Declared> declared = new HashMap<>();
    private final List<KeyedTimers<?>> timers = new ArrayList<>();
    private boolean opened;

    private record Declared(DeclaredType type, Namespaces.Kind division, NamespacedState<?, ?> state) {}

    KeyedStates(KeyContext keys, KeyedStateBackend backend, ExecutionConfig config, LongSupplier clockMs) {
        this.keys = keys;
        this.backend = backend;
        this.expiring = new ExpiringStates(backend, clockMs);
        this.config = config;
    }

    /**
     * Sets the current key.
     *
     * @param key not null
     * @param hash the spread hash that came with the record, or that the key type's hasher gives
     */
    public void use(Object key, int hash) {
        keys.use(key, hash);
    }

    /** Announces keys to the backend, see {@link KeyedStateBackend#expect}. */
    public void expect(Object[] expected, int[] hashes, int count) {
        backend.expect(expected, hashes, count);
    }

    /** The current key. */
    public Object key() {
        return keys.key();
    }

    public KeyContext keys() {
        return keys;
    }

    /** Returns the handle of a state without namespaces. The same name refers to the same contents. */
    @Override
    public <S extends State> S state(StateDescriptor<S, ?> descriptor) {
        return state(descriptor, Namespaces.NONE).undivided();
    }

    /** Returns the handle of a state with namespaces. The same name refers to the same contents. */
    @SuppressWarnings("unchecked") // name, kind, type and division are checked
    public <S extends State, N> NamespacedState<S, N> state(
            StateDescriptor<S, ?> descriptor, Namespaces<N> namespaces) {
        Declared known = declared.get(descriptor.getName());
        if (known == null) {
            DeclaredType type = new DeclaredType(descriptor, config);
            NamespacedState<S, N> state = declare(descriptor, namespaces);
            declared.put(descriptor.getName(), new Declared(type, namespaces.kind(), state));
            return state;
        }
        if (known.division() != namespaces.kind()) {
            throw new IllegalArgumentException("state '" + descriptor.getName()
                    + "' is declared both per key and per window; give one of them another name");
        }
        known.type().admit(descriptor);
        return (NamespacedState<S, N>) known.state();
    }

    @SuppressWarnings("unchecked") // a map state is what a descriptor of one names
    private <S extends State, N> NamespacedState<S, N> declare(
            StateDescriptor<S, ?> descriptor, Namespaces<N> namespaces) {
        return descriptor instanceof MapStateDescriptor<?, ?> map
                ? (NamespacedState<S, N>) declareMap(map, namespaces)
                : keep(descriptor, namespaces);
    }

    private <K, V, N> NamespacedState<MapState<K, V>, N> declareMap(
            MapStateDescriptor<K, V> descriptor, Namespaces<N> namespaces) {
        Optional<MapKeySerializer<K>> byContent = MapKeySerializer.ifNeeded(descriptor.getKeySerializer());
        if (byContent.isEmpty()) {
            return keep(descriptor, namespaces);
        }
        MapKeySerializer<K> keySerializer = byContent.get();
        MapStateDescriptor<Object, V> held = new MapStateDescriptor<>(
                descriptor.getName(), keySerializer.duplicate(), descriptor.getValueSerializer());
        held.enableTimeToLive(descriptor.getTtlConfig());
        return new DecoratedState<>(keep(held, namespaces), kept -> new ContentKeyedMap<>(kept, keySerializer));
    }

    private <S extends State, N> NamespacedState<S, N> keep(StateDescriptor<S, ?> descriptor, Namespaces<N> by) {
        return descriptor.getTtlConfig().isEnabled()
                ? expiring.declare(descriptor, by)
                : backend.state(new StateSpec<>(descriptor, by, Optional.empty()));
    }

    /**
     * Returns timers with keys and namespaces. Restored event-time timers fire with the first watermark after this
     * call; restored processing-time timers fire once the operator is open.
     *
     * @param name unique in the operator
     * @param clock the task's
     * @param firing what to do with a timer that is due
     */
    public <N> KeyedTimers<N> timers(
            String name, Namespaces<N> namespaces, ProcessingTimeService clock, KeyedTimers.Firing firing) {
        KeyedTimers<N> made = new KeyedTimers<>(
                keys,
                backend.timers(name + ".event-time", namespaces),
                backend.timers(name + ".processing-time", namespaces),
                clock,
                firing);
        timers.add(made);
        if (opened) {
            made.open();
        }
        return made;
    }

    /**
     * In a batch, where records come key by key: the current key has no more records. Its event time is at the end, and
     * timers that are registered from now on never fire.
     */
    public void timeIsOver() {
        timers.forEach(KeyedTimers::timeIsOver);
    }

    /** Called after {@link #timeIsOver}: fires the timers of the current key, then drops its state. */
    public void endOfKey() {
        timers.forEach(KeyedTimers::endOfKey);
        backend.forgetKey();
        keys.leave();
    }

    /** The operator is open: restored timers may fire from now on. */
    void opened() {
        opened = true;
        timers.forEach(KeyedTimers::open);
    }

    /** Takes a snapshot of state and timers; see {@link KeyedStateBackend#snapshot}. */
    KeyedSnapshot snapshot(SnapshotOrder order) throws Exception {
        return backend.snapshot(order);
    }

    @Override
    public void close() {
        backend.close();
    }
}
