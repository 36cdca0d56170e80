package dev.weft.engine.state.heap;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.AggregatingState;
import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.StateSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** One declared state: a table of keys per namespace. */
abstract class HeapState<S extends State, N> implements NamespacedState<S, N>, State {

    private static final Object UNDIVIDED = new Object();

    private final KeyContext keys;
    private final Supplier<KeyTable> newTable;
    private final Map<Object, KeyTable> tables = new HashMap<>();
    private KeyTable table;

    private HeapState(KeyContext keys, Supplier<KeyTable> newTable) {
        this.keys = keys;
        this.newTable = newTable;
        this.table = tableOf(UNDIVIDED);
    }

    private KeyTable tableOf(Object namespace) {
        return tables.computeIfAbsent(namespace, n -> newTable.get());
    }

    static <S extends State, N> HeapState<?, N> of(StateSpec<S, N> spec, KeyContext keys, Supplier<KeyTable> newTable) {
        StateDescriptor<?, ?> descriptor = spec.descriptor();
        return switch (descriptor.getType()) {
            case VALUE -> new OfValue<>(descriptor, keys, newTable);
            case LIST -> new OfList<>(keys, newTable);
            case REDUCING ->
                new OfReduced<>(((ReducingStateDescriptor<?>) descriptor).getReduceFunction(), keys, newTable);
            case AGGREGATING ->
                new OfAggregated<>(
                        ((AggregatingStateDescriptor<?, ?, ?>) descriptor).getAggregateFunction(), keys, newTable);
            case MAP -> new OfMap<>(keys, newTable);
            case FOLDING, UNKNOWN ->
                throw new IllegalArgumentException(
                        "state '" + spec.name() + "' is of a kind that there is no more: " + descriptor.getType());
        };
    }

    @SuppressWarnings("unchecked") // every subclass is the handle of its own kind
    final S handle() {
        return (S) this;
    }

    @Override
    public S undivided() {
        return handle();
    }

    @Override
    public S at(long namespace) {
        table = tableOf(namespace);
        return handle();
    }

    @Override
    public S in(N namespace) {
        table = tableOf(namespace);
        return handle();
    }

    @Override
    public void merge(N target, Collection<N> sources) throws Exception {
        for (N source : sources) {
            in(source);
            Object moved = found();
            if (moved != null) {
                clear();
                in(target);
                Object there = found();
                set(there == null ? moved : combined(there, moved));
            }
        }
    }

    Object combined(Object one, Object other) throws Exception {
        throw new UnsupportedOperationException("values and maps cannot be merged");
    }

    @Override
    public void forEachKey(N namespace, KeyAction action) throws Exception {
        KeyTable visited = tableOf(namespace == null ? UNDIVIDED : namespace);
        for (KeyTable.Entry entry : visited.entries()) {
            keys.use(entry.key(), entry.hash());
            action.accept(entry.key());
        }
        keys.leave();
    }

    @Override
    @SuppressWarnings("unchecked") // namespaces are of the state's type
    public void forEach(EntryAction<N> action) throws Exception {
        for (Object namespace : List.copyOf(tables.keySet())) {
            for (KeyTable.Entry entry : tableOf(namespace).entries()) {
                keys.use(entry.key(), entry.hash());
                action.accept(entry.key(), namespace == UNDIVIDED ? null : (N) namespace);
            }
        }
        keys.leave();
    }

    @Override
    public void drop(long namespace) {
        tables.remove(namespace);
        table = tableOf(UNDIVIDED);
    }

    @SuppressWarnings("unchecked") // a table holds the values of one declared state
    final <T> T found() {
        return (T) table.get(keys.key(), keys.hash());
    }

    final void set(Object value) {
        if (value == null) {
            clear();
        } else {
            table.put(keys.key(), keys.hash(), value);
        }
    }

    @Override
    public void clear() {
        table.remove(keys.key(), keys.hash());
    }

    private static final class OfValue<T, N> extends HeapState<ValueState<T>, N> implements ValueState<T> {
        private final StateDescriptor<?, ?> descriptor;

        OfValue(StateDescriptor<?, ?> descriptor, KeyContext keys, Supplier<KeyTable> newTable) {
            super(keys, newTable);
            this.descriptor = descriptor;
        }

        @Override
        @SuppressWarnings("unchecked") // the default is a value
        public T value() {
            T value = found();
            return value == null ? (T) descriptor.getDefaultValue() : value;
        }

        @Override
        public void update(T value) {
            set(value);
        }
    }

    private static final class OfList<T, N> extends HeapState<ListState<T>, N> implements ListState<T> {
        OfList(KeyContext keys, Supplier<KeyTable> newTable) {
            super(keys, newTable);
        }

        @Override
        public Iterable<T> get() {
            List<T> values = super.found();
            return values == null ? List.of() : values;
        }

        @Override
        public void add(T value) {
            Objects.requireNonNull(value, "a list state holds no null");
            List<T> values = super.found();
            if (values == null) {
                values = new ArrayList<>();
                set(values);
            }
            values.add(value);
        }

        @Override
        public void addAll(List<T> more) {
            more.forEach(this::add);
        }

        @Override
        public void update(List<T> values) {
            set(values.isEmpty() ? null : new ArrayList<>(values));
        }

        @Override
        @SuppressWarnings("unchecked") // both are lists of this state
        Object combined(Object one, Object other) {
            ((List<T>) one).addAll((List<T>) other);
            return one;
        }
    }

    private static final class OfReduced<T, N> extends HeapState<ReducingState<T>, N> implements ReducingState<T> {
        private final ReduceFunction<T> function;

        OfReduced(ReduceFunction<T> function, KeyContext keys, Supplier<KeyTable> newTable) {
            super(keys, newTable);
            this.function = function;
        }

        @Override
        public T get() {
            return super.found();
        }

        @Override
        public void add(T value) throws Exception {
            T current = get();
            set(current == null ? value : function.reduce(current, value));
        }

        @Override
        @SuppressWarnings("unchecked") // both are values of this state
        Object combined(Object one, Object other) throws Exception {
            return function.reduce((T) one, (T) other);
        }
    }

    private static final class OfAggregated<I, A, O, N> extends HeapState<AggregatingState<I, O>, N>
            implements AggregatingState<I, O> {
        private final AggregateFunction<I, A, O> function;

        OfAggregated(AggregateFunction<I, A, O> function, KeyContext keys, Supplier<KeyTable> newTable) {
            super(keys, newTable);
            this.function = function;
        }

        @Override
        public O get() {
            A accumulator = super.found();
            return accumulator == null ? null : function.getResult(accumulator);
        }

        @Override
        public void add(I value) {
            A accumulator = super.found();
            set(function.add(value, accumulator == null ? function.createAccumulator() : accumulator));
        }

        @Override
        @SuppressWarnings("unchecked") // both are accumulators of this state
        Object combined(Object one, Object other) {
            return function.merge((A) one, (A) other);
        }
    }

    private static final class OfMap<K, V, N> extends HeapState<MapState<K, V>, N> {
        private final HeapMapState<K, V> handle = new HeapMapState<>() {
            @Override
            Map<K, V> read() {
                Map<K, V> map = found();
                return map == null ? Map.of() : map;
            }

            @Override
            Map<K, V> write() {
                Map<K, V> map = found();
                if (map == null) {
                    map = new HashMap<>();
                    set(map);
                }
                return map;
            }

            @Override
            public void clear() {
                OfMap.super.clear();
            }
        };

        OfMap(KeyContext keys, Supplier<KeyTable> newTable) {
            super(keys, newTable);
        }

        @Override
        public MapState<K, V> undivided() {
            return handle;
        }

        @Override
        public MapState<K, V> at(long namespace) {
            super.at(namespace);
            return handle;
        }

        @Override
        public MapState<K, V> in(N namespace) {
            super.in(namespace);
            return handle;
        }
    }
}
