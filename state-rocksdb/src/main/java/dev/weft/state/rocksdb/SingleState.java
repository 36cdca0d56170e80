package dev.weft.state.rocksdb;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.AggregatingState;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateArguments;
import java.io.IOException;

/** A state with one value per key: a row contains the serialized value. */
abstract class SingleState<T, S extends State, N> extends OneRowState<S, N> {

    private final TypeSerializer<T> serializer;
    private final boolean copies;

    private SingleState(
            StateContext context, StateRows contents, Namespaces<N> namespaces, TypeSerializer<T> serializer) {
        super(context, contents, namespaces);
        this.serializer = serializer;
        this.copies = !serializer.isImmutableType();
    }

    @Override
    final Object read(DataInputDeserializer row) throws IOException {
        return serializer.deserialize(row);
    }

    @Override
    @SuppressWarnings("unchecked") // an entry holds the values of one declared state
    public final void write(Entry entry, Batch batch) {
        CacheTable table = entry.table;
        rowKeys.write(entry);
        if (entry.content == null) {
            if (table.isStored()) {
                batch.delete(column.id(), rowKeys.bytes(), rowKeys.length());
            }
            return;
        }
        try {
            out.clear();
            serializer.serialize((T) entry.content, out);
            learn(out.getSharedBuffer(), out.length());
        } catch (IOException e) {
            throw unwritable(entry.content, e);
        }
        table.stored();
        batch.put(column.id(), rowKeys.bytes(), rowKeys.length(), out.getSharedBuffer(), out.length());
        weigh(entry, out.length());
    }

    /** Sets the current value; its size is sampled from time to time. */
    final void set(Entry entry, T value) {
        replace(entry, value);
        if (value == null) {
            return;
        }
        if (!footprint.isDue()) {
            grown(entry);
            return;
        }
        try {
            out.clear();
            serializer.serialize(value, out);
            look(out.getSharedBuffer(), out.length());
        } catch (IOException e) {
            throw unwritable(value, e);
        }
        grown(entry, out.length());
    }

    /** The current value, which must not be modified or returned to the user. */
    @SuppressWarnings("unchecked") // an entry holds the values of one declared state
    final T own() {
        return (T) known().content;
    }

    final T copied(T value) {
        return copies ? serializer.copy(value) : value;
    }

    /** Value state. */
    static final class OfValue<T, N> extends SingleState<T, ValueState<T>, N> implements ValueState<T> {
        private final StateDescriptor<?, T> descriptor;

        OfValue(
                StateContext context,
                StateRows contents,
                Namespaces<N> namespaces,
                TypeSerializer<T> serializer,
                StateDescriptor<?, T> descriptor) {
            super(context, contents, namespaces, serializer);
            this.descriptor = descriptor;
        }

        @Override
        public T value() {
            T value = own();
            return value == null ? descriptor.getDefaultValue() : copied(value);
        }

        @Override
        public void update(T value) {
            set(entry(), value == null ? null : copied(value));
        }
    }

    /** Reducing state: a value per key, into which a function merges new ones. */
    static final class OfReduced<T, N> extends SingleState<T, ReducingState<T>, N> implements ReducingState<T> {
        private final ReduceFunction<T> function;

        OfReduced(
                StateContext context,
                StateRows contents,
                Namespaces<N> namespaces,
                TypeSerializer<T> serializer,
                ReduceFunction<T> function) {
            super(context, contents, namespaces, serializer);
            this.function = function;
        }

        @Override
        public T get() {
            T value = own();
            return value == null ? null : copied(value);
        }

        @Override
        public void add(T value) throws Exception {
            StateArguments.aggregated(value);
            Entry entry = known();
            front.changing(entry);
            T current = own();
            T reduced = current == null ? value : reduced(current, value);
            set(entry, reduced == current ? reduced : copied(reduced));
        }

        private T reduced(T one, T other) throws Exception {
            return StateArguments.result(function.reduce(one, other), name);
        }

        @Override
        @SuppressWarnings("unchecked") // both are values of this state
        Object combined(Object one, Object other) throws Exception {
            return reduced((T) one, (T) other);
        }
    }

    /** Aggregating state: an accumulator per key. */
    static final class OfAggregated<I, A, O, N> extends SingleState<A, AggregatingState<I, O>, N>
            implements AggregatingState<I, O> {
        private final AggregateFunction<I, A, O> function;

        OfAggregated(
                StateContext context,
                StateRows contents,
                Namespaces<N> namespaces,
                TypeSerializer<A> serializer,
                AggregateFunction<I, A, O> function) {
            super(context, contents, namespaces, serializer);
            this.function = function;
        }

        @Override
        public O get() {
            A accumulator = own();
            return accumulator == null ? null : function.getResult(copied(accumulator));
        }

        @Override
        public void add(I value) {
            StateArguments.aggregated(value);
            Entry entry = known();
            front.changing(entry);
            A current = own();
            A accumulator = checked(function.add(value, current == null ? function.createAccumulator() : current));
            set(entry, accumulator == current ? accumulator : copied(accumulator));
        }

        private A checked(A accumulator) {
            return StateArguments.result(accumulator, name);
        }

        @Override
        @SuppressWarnings("unchecked") // both are accumulators of this state
        Object combined(Object one, Object other) {
            return checked(function.merge((A) one, (A) other));
        }
    }
}
