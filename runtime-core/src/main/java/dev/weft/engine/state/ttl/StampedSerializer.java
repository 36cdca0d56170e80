package dev.weft.engine.state.ttl;

import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/**
 * Serializer of {@link Stamped}. Layout: time of last use (long), whether the value is null (boolean), and the value if
 * it is not.
 */
public final class StampedSerializer<T> extends TypeSerializer<Stamped<T>> {
    private static final long serialVersionUID = 1L;

    private final TypeSerializer<T> values;

    public StampedSerializer(TypeSerializer<T> values) {
        this.values = values;
    }

    /** The serializer of the values without their times. */
    public TypeSerializer<T> values() {
        return values;
    }

    @Override
    public boolean isImmutableType() {
        return values.isImmutableType();
    }

    @Override
    public StampedSerializer<T> duplicate() {
        TypeSerializer<T> own = values.duplicate();
        return own == values ? this : new StampedSerializer<>(own);
    }

    @Override
    public Stamped<T> createInstance() {
        return new Stamped<>(0, values.createInstance());
    }

    @Override
    public Stamped<T> copy(Stamped<T> from) {
        if (from.value() == null || values.isImmutableType()) {
            return from;
        }
        return new Stamped<>(from.lastUseMs(), values.copy(from.value()));
    }

    @Override
    public Stamped<T> copy(Stamped<T> from, Stamped<T> reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Stamped<T> stamped, DataOutputView target) throws IOException {
        target.writeLong(stamped.lastUseMs());
        target.writeBoolean(stamped.value() == null);
        if (stamped.value() != null) {
            values.serialize(stamped.value(), target);
        }
    }

    @Override
    public Stamped<T> deserialize(DataInputView source) throws IOException {
        long lastUse = source.readLong();
        return new Stamped<>(lastUse, source.readBoolean() ? null : values.deserialize(source));
    }

    @Override
    public Stamped<T> deserialize(Stamped<T> reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeLong(source.readLong());
        boolean isNull = source.readBoolean();
        target.writeBoolean(isNull);
        if (!isNull) {
            values.copy(source, target);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StampedSerializer<?> that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return 31 * values.hashCode() + 1;
    }

    @Override
    public TypeSerializerSnapshot<Stamped<T>> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** Snapshot with the nested snapshot of the values' serializer. */
    public static final class Snapshot<T> extends CompositeTypeSerializerSnapshot<Stamped<T>, StampedSerializer<T>> {
        public Snapshot() {}

        private Snapshot(StampedSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(StampedSerializer<T> serializer) {
            return new TypeSerializer<?>[] {serializer.values};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of this type
        protected StampedSerializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new StampedSerializer<>((TypeSerializer<T>) nested[0]);
        }
    }
}
