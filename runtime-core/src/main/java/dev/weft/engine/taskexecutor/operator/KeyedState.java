package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.AggregatingState;
import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The keyed state of one operator on the heap: a {@link KeyTable} per declared state, read and written for the current
 * key. Values are held by reference. Belongs to the thread of its task.
 */
final class KeyedState {

    private final Supplier<KeyTable> newTable;
    private final ExecutionConfig config;
    private final Map<String, Declared> declared = new HashMap<>();
    private Object key;
    private int hash;

    private record Declared(StateDescriptor.Type type, KeyTable table) {}

    KeyedState(Supplier<KeyTable> newTable, ExecutionConfig config) {
        this.newTable = newTable;
        this.config = config;
    }

    /** From now on state belongs to this key. */
    void use(Object newKey, int newHash) {
        key = newKey;
        hash = newHash;
    }

    Object key() {
        return key;
    }

    int hash() {
        return hash;
    }

    private Cell cell(StateDescriptor<?, ?> descriptor) {
        Declared known = declared.computeIfAbsent(
                descriptor.getName(), name -> new Declared(descriptor.getType(), newTable.get()));
        if (known.type() != descriptor.getType()) {
            throw new IllegalArgumentException("state '" + descriptor.getName() + "' is declared as " + known.type()
                    + " and as " + descriptor.getType() + "; give one of them another name");
        }
        return new Cell(known.table());
    }

    /** One state's value for the current key. */
    private final class Cell {
        private final KeyTable table;

        Cell(KeyTable table) {
            this.table = table;
        }

        private Object currentKey() {
            if (key == null) {
                throw new IllegalStateException(
                        "keyed state has no current key here: use it in the processing methods and timers, not in open()");
            }
            return key;
        }

        @SuppressWarnings("unchecked") // a table holds the values of one declared state
        <T> T get() {
            return (T) table.get(currentKey(), hash);
        }

        void set(Object value) {
            if (value == null) {
                clear();
            } else {
                table.put(currentKey(), hash, value);
            }
        }

        void clear() {
            table.remove(currentKey(), hash);
        }
    }

    <T> ValueState<T> value(ValueStateDescriptor<T> descriptor) {
        Cell cell = cell(descriptor);
        descriptor.initializeSerializerUnlessSet(config);
        return new ValueState<>() {
            @Override
            public T value() {
                T value = cell.get();
                return value == null ? descriptor.getDefaultValue() : value;
            }

            @Override
            public void update(T value) {
                cell.set(value);
            }

            @Override
            public void clear() {
                cell.clear();
            }
        };
    }

    <T> ListState<T> list(ListStateDescriptor<T> descriptor) {
        Cell cell = cell(descriptor);
        return new ListState<>() {
            @Override
            public Iterable<T> get() {
                List<T> values = cell.get();
                return values == null ? List.of() : values;
            }

            @Override
            public void add(T value) {
                Objects.requireNonNull(value, "a list state holds no null");
                List<T> values = cell.get();
                if (values == null) {
                    values = new ArrayList<>();
                    cell.set(values);
                }
                values.add(value);
            }

            @Override
            public void addAll(List<T> more) {
                more.forEach(this::add);
            }

            @Override
            public void update(List<T> values) {
                cell.set(values.isEmpty() ? null : new ArrayList<>(values));
            }

            @Override
            public void clear() {
                cell.clear();
            }
        };
    }

    <T> ReducingState<T> reducing(ReducingStateDescriptor<T> descriptor) {
        Cell cell = cell(descriptor);
        ReduceFunction<T> function = descriptor.getReduceFunction();
        return new ReducingState<>() {
            @Override
            public T get() {
                return cell.get();
            }

            @Override
            public void add(T value) throws Exception {
                T current = cell.get();
                cell.set(current == null ? value : function.reduce(current, value));
            }

            @Override
            public void clear() {
                cell.clear();
            }
        };
    }

    <I, A, O> AggregatingState<I, O> aggregating(AggregatingStateDescriptor<I, A, O> descriptor) {
        Cell cell = cell(descriptor);
        AggregateFunction<I, A, O> function = descriptor.getAggregateFunction();
        return new AggregatingState<>() {
            @Override
            public O get() {
                A accumulator = cell.get();
                return accumulator == null ? null : function.getResult(accumulator);
            }

            @Override
            public void add(I value) {
                A accumulator = cell.get();
                cell.set(function.add(value, accumulator == null ? function.createAccumulator() : accumulator));
            }

            @Override
            public void clear() {
                cell.clear();
            }
        };
    }

    <K, V> MapState<K, V> map(MapStateDescriptor<K, V> descriptor) {
        Cell cell = cell(descriptor);
        return new HeapMapState<>() {
            @Override
            Map<K, V> read() {
                Map<K, V> map = cell.get();
                return map == null ? Map.of() : map;
            }

            @Override
            Map<K, V> write() {
                Map<K, V> map = cell.get();
                if (map == null) {
                    map = new HashMap<>();
                    cell.set(map);
                }
                return map;
            }

            @Override
            public void clear() {
                cell.clear();
            }
        };
    }
}
