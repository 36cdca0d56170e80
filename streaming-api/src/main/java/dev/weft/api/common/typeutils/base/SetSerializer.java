package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Serializes sets in their order, or by their elements' bytes where equal sets must be equal bytes; they are read as a
 * {@link LinkedHashSet}. Null elements are allowed. Format: see {@link ElementsFormat}.
 *
 * @param <T> the type of the elements
 */
@Internal
public final class SetSerializer<T> extends TypeSerializer<Set<T>> implements NullTolerant, KeyEquality.Declared {
    private static final long serialVersionUID = 1L;

    private final TypeSerializer<T> elementSerializer;

    /**
     * Creates the serializer.
     *
     * @param elementSerializer belongs to this serializer from now on
     */
    public SetSerializer(TypeSerializer<T> elementSerializer) {
        this.elementSerializer = Objects.requireNonNull(elementSerializer);
    }

    /** Returns the serializer of the elements, which still belongs to this one. */
    public TypeSerializer<T> getElementSerializer() {
        return elementSerializer;
    }

    @Override
    public KeyEquality equality() {
        return KeyEquality.ofParts(elementSerializer);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public SetSerializer<T> duplicate() {
        TypeSerializer<T> duplicate = elementSerializer.duplicate();
        return duplicate == elementSerializer ? this : new SetSerializer<>(duplicate);
    }

    @Override
    public Set<T> createInstance() {
        return new LinkedHashSet<>();
    }

    @Override
    public Set<T> copy(Set<T> from) {
        if (from == null) {
            return null;
        }
        Set<T> copy = new LinkedHashSet<>(Math.max(16, 2 * from.size()));
        for (T element : from) {
            copy.add(ElementsFormat.copyElement(element, elementSerializer));
        }
        return copy;
    }

    @Override
    public Set<T> copy(Set<T> from, Set<T> reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Set<T> value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        Collection<T> elements = DataOutputSerializer.isCanonical(target)
                ? CanonicalOrder.of(value, Function.identity(), elementSerializer)
                : value;
        ElementsFormat.write(elements.toArray(), elementSerializer, target);
    }

    @Override
    public Set<T> deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        Set<T> value = new LinkedHashSet<>(Math.max(16, 2 * ElementsFormat.sizeOf(header)));
        ElementsFormat.read(header, elementSerializer, source, value::add);
        return value;
    }

    @Override
    public Set<T> deserialize(Set<T> reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        ElementsFormat.copy(elementSerializer, source, target);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof SetSerializer<?> that && that.elementSerializer.equals(elementSerializer);
    }

    @Override
    public int hashCode() {
        return elementSerializer.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Set<T>> snapshotConfiguration() {
        return new SetSerializerSnapshot<>(this);
    }

    /** Keeps the snapshot of the element serializer. */
    public static final class SetSerializerSnapshot<T>
            extends CompositeTypeSerializerSnapshot<Set<T>, SetSerializer<T>> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public SetSerializerSnapshot() {}

        private SetSerializerSnapshot(SetSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(SetSerializer<T> serializer) {
            return new TypeSerializer<?>[] {serializer.elementSerializer};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of this type
        protected SetSerializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new SetSerializer<>((TypeSerializer<T>) nested[0]);
        }
    }
}
