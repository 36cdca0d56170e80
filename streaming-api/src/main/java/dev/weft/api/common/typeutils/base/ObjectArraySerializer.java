package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Objects;

/**
 * Serializes arrays of objects. Null elements are allowed. Format: see {@link ElementsFormat}.
 *
 * @param <C> the type of the elements
 */
@Internal
public final class ObjectArraySerializer<C> extends TypeSerializer<C[]> implements NullTolerant, KeyEquality.Declared {
    private static final long serialVersionUID = 1L;

    private final Class<C> componentClass;
    private final TypeSerializer<C> componentSerializer;

    /**
     * Creates the serializer.
     *
     * @param componentClass the class of the elements, of which arrays are made
     * @param componentSerializer belongs to this serializer from now on
     */
    public ObjectArraySerializer(Class<C> componentClass, TypeSerializer<C> componentSerializer) {
        this.componentClass = Objects.requireNonNull(componentClass);
        this.componentSerializer = Objects.requireNonNull(componentSerializer);
    }

    @Override
    public KeyEquality equality() {
        return KeyEquality.IDENTITY;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public ObjectArraySerializer<C> duplicate() {
        TypeSerializer<C> duplicate = componentSerializer.duplicate();
        return duplicate == componentSerializer ? this : new ObjectArraySerializer<>(componentClass, duplicate);
    }

    @SuppressWarnings("unchecked") // an array of a class is of that class
    private C[] newArray(int length) {
        return (C[]) Array.newInstance(componentClass, length);
    }

    @Override
    public C[] createInstance() {
        return newArray(0);
    }

    @Override
    public C[] copy(C[] from) {
        if (from == null) {
            return null;
        }
        C[] copy = newArray(from.length);
        for (int i = 0; i < from.length; i++) {
            copy[i] = ElementsFormat.copyElement(from[i], componentSerializer);
        }
        return copy;
    }

    @Override
    public C[] copy(C[] from, C[] reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(C[] value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
        } else {
            ElementsFormat.write(value, componentSerializer, target);
        }
    }

    @Override
    public C[] deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        C[] value = newArray(ElementsFormat.sizeOf(header));
        int[] next = {0};
        ElementsFormat.read(header, componentSerializer, source, element -> value[next[0]++] = element);
        return value;
    }

    @Override
    public C[] deserialize(C[] reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        ElementsFormat.copy(componentSerializer, source, target);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof ObjectArraySerializer<?> that
                && that.componentClass == componentClass
                && that.componentSerializer.equals(componentSerializer);
    }

    @Override
    public int hashCode() {
        return 31 * componentClass.hashCode() + componentSerializer.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<C[]> snapshotConfiguration() {
        return new ObjectArraySerializerSnapshot<>(this);
    }

    /** Keeps the component class (UTF) and the snapshot of its serializer. */
    public static final class ObjectArraySerializerSnapshot<C>
            extends CompositeTypeSerializerSnapshot<C[], ObjectArraySerializer<C>> {
        private String componentName;
        private ClassLoader loader;

        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public ObjectArraySerializerSnapshot() {}

        private ObjectArraySerializerSnapshot(ObjectArraySerializer<C> serializer) {
            super(serializer);
            componentName = serializer.componentClass.getName();
            loader = serializer.componentClass.getClassLoader();
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected void writeOuterSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(componentName);
        }

        @Override
        protected void readOuterSnapshot(int version, DataInputView in, ClassLoader userCodeClassLoader)
                throws IOException {
            componentName = in.readUTF();
            loader = userCodeClassLoader;
        }

        @Override
        protected OuterSchemaCompatibility resolveOuterSchemaCompatibility(TypeSerializerSnapshot<C[]> oldSnapshot) {
            return ((ObjectArraySerializerSnapshot<C>) oldSnapshot).componentName.equals(componentName)
                    ? OuterSchemaCompatibility.COMPATIBLE_AS_IS
                    : OuterSchemaCompatibility.INCOMPATIBLE;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(ObjectArraySerializer<C> serializer) {
            return new TypeSerializer<?>[] {serializer.componentSerializer};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of this type
        protected ObjectArraySerializer<C> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new ObjectArraySerializer<>(
                    ClassNames.findRestored(componentName, loader), (TypeSerializer<C>) nested[0]);
        }

        @Override
        @SuppressWarnings("unchecked") // what it returns is of no use to anybody
        protected TypeSerializer<C[]> createForSkipping(TypeSerializer<?>[] nested) {
            return new ObjectArraySerializer<>((Class<C>) Object.class, (TypeSerializer<C>) nested[0]);
        }

        @Override
        public String toString() {
            return "array of " + componentName;
        }
    }
}
