package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Serializes lists; they are read as an {@link ArrayList}. Null elements are allowed. Format: see {@link ElementsFormat}.
 *
 * @param <T> the type of the elements
 */
@Internal
public final class ListSerializer<T> extends TypeSerializer<List<T>> implements NullTolerant, KeyEquality.Declared {
    private static final long serialVersionUID = 1L;

    private final TypeSerializer<T> elementSerializer;

    /**
     * Creates the serializer.
     *
     * @param elementSerializer belongs to this serializer from now on
     */
    public ListSerializer(TypeSerializer<T> elementSerializer) {
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
    public ListSerializer<T> duplicate() {
        TypeSerializer<T> duplicate = elementSerializer.duplicate();
        return duplicate == elementSerializer ? this : new ListSerializer<>(duplicate);
    }

    @Override
    public List<T> createInstance() {
        return new ArrayList<>();
    }

    @Override
    public List<T> copy(List<T> from) {
        if (from == null) {
            return null;
        }
        List<T> copy = new ArrayList<>(from.size());
        for (T element : from) {
            copy.add(ElementsFormat.copyElement(element, elementSerializer));
        }
        return copy;
    }

    @Override
    public List<T> copy(List<T> from, List<T> reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(List<T> value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
        } else {
            ElementsFormat.write(value.toArray(), elementSerializer, target);
        }
    }

    @Override
    public List<T> deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        List<T> value = new ArrayList<>(ElementsFormat.sizeOf(header));
        ElementsFormat.read(header, elementSerializer, source, value::add);
        return value;
    }

    @Override
    public List<T> deserialize(List<T> reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        ElementsFormat.copy(elementSerializer, source, target);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof ListSerializer<?> that && that.elementSerializer.equals(elementSerializer);
    }

    @Override
    public int hashCode() {
        return elementSerializer.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<List<T>> snapshotConfiguration() {
        return new ListSerializerSnapshot<>(this);
    }

    /** Keeps the snapshot of the element serializer. */
    public static final class ListSerializerSnapshot<T>
            extends CompositeTypeSerializerSnapshot<List<T>, ListSerializer<T>> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public ListSerializerSnapshot() {}

        private ListSerializerSnapshot(ListSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(ListSerializer<T> serializer) {
            return new TypeSerializer<?>[] {serializer.elementSerializer};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of this type
        protected ListSerializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new ListSerializer<>((TypeSerializer<T>) nested[0]);
        }
    }
}
