package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.streaming.runtime.operators.windowing.TimestampedValue;
import java.io.IOException;

/**
 * Serializer of values with timestamps. Layout: timestamp (8 bytes; {@code Long.MIN_VALUE} for none), value. Public
 * because its snapshot is loaded by name.
 */
public final class TimestampedValueSerializer<T> extends TypeSerializer<TimestampedValue<T>> {
    private static final long serialVersionUID = 1L;
    private static final long NONE = Long.MIN_VALUE;

    private final TypeSerializer<T> values;

    TimestampedValueSerializer(TypeSerializer<T> values) {
        this.values = values;
    }

    @Override
    public boolean isImmutableType() {
        return values.isImmutableType();
    }

    @Override
    public TypeSerializer<TimestampedValue<T>> duplicate() {
        TypeSerializer<T> duplicate = values.duplicate();
        return duplicate == values ? this : new TimestampedValueSerializer<>(duplicate);
    }

    @Override
    public TimestampedValue<T> createInstance() {
        return null;
    }

    private static <T> TimestampedValue<T> of(T value, long timestamp) {
        return timestamp == NONE ? new TimestampedValue<>(value) : new TimestampedValue<>(value, timestamp);
    }

    private static long timestamp(TimestampedValue<?> value) {
        return value.hasTimestamp() ? value.getTimestamp() : NONE;
    }

    @Override
    public TimestampedValue<T> copy(TimestampedValue<T> from) {
        return of(values.copy(from.getValue()), timestamp(from));
    }

    @Override
    public TimestampedValue<T> copy(TimestampedValue<T> from, TimestampedValue<T> reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return values.getLength() < 0 ? -1 : Long.BYTES + values.getLength();
    }

    @Override
    public void serialize(TimestampedValue<T> value, DataOutputView target) throws IOException {
        target.writeLong(timestamp(value));
        values.serialize(value.getValue(), target);
    }

    @Override
    public TimestampedValue<T> deserialize(DataInputView source) throws IOException {
        long timestamp = source.readLong();
        return of(values.deserialize(source), timestamp);
    }

    @Override
    public TimestampedValue<T> deserialize(TimestampedValue<T> reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeLong(source.readLong());
        values.copy(source, target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimestampedValueSerializer<?> that && that.values.equals(values);
    }

    @Override
    public int hashCode() {
        return 31 + values.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<TimestampedValue<T>> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** Snapshot with the nested snapshot of the values' serializer. */
    public static final class Snapshot<T>
            extends CompositeTypeSerializerSnapshot<TimestampedValue<T>, TimestampedValueSerializer<T>> {
        /** For restoring by reflection. */
        public Snapshot() {}

        private Snapshot(TimestampedValueSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(TimestampedValueSerializer<T> outer) {
            return new TypeSerializer<?>[] {outer.values};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of this type
        protected TimestampedValueSerializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new TimestampedValueSerializer<>((TypeSerializer<T>) nested[0]);
        }
    }
}
