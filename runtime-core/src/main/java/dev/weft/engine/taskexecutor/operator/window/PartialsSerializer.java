package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import java.io.IOException;

/**
 * Common part of the serializers of a key's windows with their partial aggregates: all that follows from the serializer
 * of a partial aggregate alone. A subclass defines the layout.
 */
abstract sealed class PartialsSerializer extends TypeSerializer<Object>
        permits SessionsSerializer, WindowPartialsSerializer {
    private static final long serialVersionUID = 1L;

    final TypeSerializer<Object> partials;

    PartialsSerializer(TypeSerializer<Object> partials) {
        this.partials = partials;
    }

    /** The same serializer with another one of partial aggregates. */
    abstract PartialsSerializer with(TypeSerializer<Object> otherPartials);

    @Override
    public final boolean isImmutableType() {
        return false;
    }

    @Override
    public final TypeSerializer<Object> duplicate() {
        TypeSerializer<Object> duplicate = partials.duplicate();
        return duplicate == partials ? this : with(duplicate);
    }

    @Override
    public final Object copy(Object from, Object reuse) {
        return copy(from);
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final Object deserialize(Object reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof PartialsSerializer that
                && that.getClass() == getClass()
                && that.partials.equals(partials);
    }

    @Override
    public final int hashCode() {
        return 31 * getClass().getName().hashCode() + partials.hashCode();
    }

    /** Snapshot with the nested snapshot of the partial aggregates' serializer. */
    abstract static class Snapshot<S extends PartialsSerializer> extends CompositeTypeSerializerSnapshot<Object, S> {

        /** For restoring by reflection. */
        Snapshot() {}

        Snapshot(S serializer) {
            super(serializer);
        }

        abstract S create(TypeSerializer<Object> partials);

        @Override
        protected final int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected final TypeSerializer<?>[] getNestedSerializers(S outer) {
            return new TypeSerializer<?>[] {outer.partials};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of this type
        protected final S createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return create((TypeSerializer<Object>) nested[0]);
        }
    }
}
