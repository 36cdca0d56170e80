package dev.weft.engine.state.heap;

import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import java.util.Collection;

/** A declared state on the heap; also the handle that users get. Belongs to the thread of its task. */
abstract class HeapState<S extends State, N> implements NamespacedState<S, N>, State {

    final StateTables tables;
    final KeyContext keys;
    private final Namespaces<N> namespaces;

    HeapState(StateTables tables, KeyContext keys, Namespaces<N> namespaces) {
        this.tables = tables;
        this.keys = keys;
        this.namespaces = namespaces;
    }

    @SuppressWarnings("unchecked") // the kind of the descriptor is that of the handle
    static <S extends State, N> HeapState<S, N> of(StateSpec<S, N> spec, StateTables tables, KeyContext keys) {
        Namespaces<N> by = spec.namespaces();
        return (HeapState<S, N>)
                switch (spec.descriptor().getType()) {
                    case VALUE -> new HeapValueState<>(spec.descriptor(), tables, keys, by);
                    case LIST -> new HeapListState<>(tables, keys, by);
                    case MAP -> new HeapMapState<>(tables, keys, by);
                    case REDUCING ->
                        new HeapReducingState<>(
                                ((ReducingStateDescriptor<?>) spec.descriptor()).getReduceFunction(), tables, keys, by);
                    case AGGREGATING ->
                        new HeapAggregatingState<>(
                                ((AggregatingStateDescriptor<?, ?, ?>) spec.descriptor()).getAggregateFunction(),
                                tables,
                                keys,
                                by);
                    case FOLDING, UNKNOWN ->
                        throw new IllegalArgumentException("state '" + spec.name()
                                + "' is of a kind that no backend keeps: "
                                + spec.descriptor().getType());
                };
    }

    @SuppressWarnings("unchecked") // see of()
    private S handle() {
        return (S) this;
    }

    @Override
    public S undivided() {
        return handle();
    }

    @Override
    public S at(long namespace) {
        tables.at(namespace);
        return handle();
    }

    @Override
    public S in(N namespace) {
        if (namespaces.kind() == Namespaces.Kind.LONGS) {
            tables.at((Long) namespace);
        } else if (namespaces.kind() == Namespaces.Kind.OBJECTS) {
            tables.in(namespace);
        }
        return handle();
    }

    @Override
    public void merge(N target, Collection<N> sources) throws Exception {
        Object merged = null;
        for (N source : sources) {
            in(source);
            Object moved = tables.get();
            if (moved != null) {
                tables.remove();
                merged = merged == null ? moved : combined(merged, moved);
            }
        }
        if (merged != null) {
            in(target);
            Object there = tables.get();
            tables.put(there == null ? merged : combined(there, merged));
        }
    }

    /** Merges the contents of two namespaces; may modify the first. */
    Object combined(Object one, Object other) throws Exception {
        throw new UnsupportedOperationException("what is in state '"
                + tables.layout().name() + "' cannot be merged: only list, reducing and aggregating states can");
    }

    @Override
    public void forEachKey(N namespace, KeyAction action) throws Exception {
        boolean longs = namespaces.kind() == Namespaces.Kind.LONGS;
        boolean divided = namespaces.kind() == Namespaces.Kind.OBJECTS;
        tables.forEach(longs ? (Long) namespace : 0, (key, hash, its) -> {
            if (!divided || its.equals(namespace)) {
                keys.use(key, hash);
                in(namespace);
                if (tables.get() != null) {
                    action.accept(key);
                }
            }
        });
        keys.leave();
    }

    @Override
    @SuppressWarnings("unchecked") // namespaces are of the state's type
    public void forEach(EntryAction<N> action) throws Exception {
        for (long slice : tables.sliceNames()) {
            tables.forEach(slice, (key, hash, its) -> {
                N namespace = switch (namespaces.kind()) {
                    case NONE -> null;
                    case LONGS -> (N) (Long) slice;
                    case OBJECTS -> (N) its;
                };
                keys.use(key, hash);
                in(namespace);
                if (tables.get() != null) {
                    action.accept(key, namespace);
                }
            });
        }
        keys.leave();
    }

    @Override
    public void drop(long namespace) {
        tables.drop(namespace);
    }

    @Override
    public void clear() {
        tables.remove();
    }
}
