package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.api.common.typeutils.ReadingSerializer;
import dev.weft.api.common.typeutils.SkippableSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * Serializes enum constants as their number + 1 (variable-length integer; 0 is null). Numbers are ordinals, unless older
 * state was written when the constants stood in another order: then the older numbers stay.
 *
 * @param <T> the enum
 */
@Internal
public final class EnumSerializer<T extends Enum<T>> extends TypeSerializer<T> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    private final Class<T> enumClass;
    private final T[] byNumber;
    private final int[] numberByOrdinal;

    /**
     * Numbers the constants in the order of their declaration.
     *
     * @param enumClass the enum itself, not the class of a constant with a body
     */
    public EnumSerializer(Class<T> enumClass) {
        this(enumClass, enumClass.getEnumConstants());
    }

    /** Numbers without a constant stand for constants that are gone. */
    private EnumSerializer(Class<T> enumClass, T[] byNumber) {
        this.enumClass = Objects.requireNonNull(enumClass);
        this.byNumber = byNumber;
        this.numberByOrdinal = new int[enumClass.getEnumConstants().length];
        for (int i = 0; i < byNumber.length; i++) {
            if (byNumber[i] != null) {
                numberByOrdinal[byNumber[i].ordinal()] = i;
            }
        }
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public EnumSerializer<T> duplicate() {
        return this;
    }

    @Override
    public T createInstance() {
        return byNumber.length == 0 ? null : byNumber[0];
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return byNumber.length < 127 ? 1 : -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        VarInt.write(value == null ? 0 : numberByOrdinal[value.ordinal()] + 1, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        int number = VarInt.read(source);
        if (number < 0 || number > byNumber.length) {
            throw new IOException("Corrupt data: " + enumClass.getName() + " has " + byNumber.length
                    + " constants, but number " + number + " was written");
        }
        if (number == 0) {
            return null;
        }
        T value = byNumber[number - 1];
        if (value == null) {
            throw new IOException("A value was written with constant number " + number + " of " + enumClass.getName()
                    + ", which is gone");
        }
        return value;
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        VarInt.copy(source, target);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof EnumSerializer<?> that
                && that.enumClass == enumClass
                && Arrays.equals(that.byNumber, byNumber);
    }

    @Override
    public int hashCode() {
        return enumClass.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new EnumSerializerSnapshot<>(this);
    }

    /** Keeps the class name (UTF), the number of constants (int) and their names (UTF) by number. */
    public static final class EnumSerializerSnapshot<T extends Enum<T>> implements SkippableSnapshot<T> {
        private static final int VERSION = 1;

        private String className;
        private List<String> names;
        private ClassLoader loader;

        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public EnumSerializerSnapshot() {}

        private EnumSerializerSnapshot(EnumSerializer<T> serializer) {
            className = serializer.enumClass.getName();
            names = Arrays.stream(serializer.byNumber).map(Enum::name).toList();
            loader = serializer.enumClass.getClassLoader();
        }

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(className);
            out.writeInt(names.size());
            for (String name : names) {
                out.writeUTF(name);
            }
        }

        @Override
        public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader)
                throws IOException {
            if (readVersion != VERSION) {
                throw new IOException(
                        getClass().getName() + " can't read version " + readVersion + " of itself, only " + VERSION);
            }
            className = in.readUTF();
            int count = in.readInt();
            List<String> read = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                read.add(in.readUTF());
            }
            names = read;
            loader = userCodeClassLoader;
        }

        @Override
        public TypeSerializer<T> restoreSerializer() {
            return numbered(names);
        }

        @Override
        public TypeSerializer<T> restoreForSkipping() {
            return new NumberSkipper<>();
        }

        private EnumSerializer<T> numbered(List<String> order) {
            Class<T> enumClass = ClassNames.findRestored(className, loader);
            T[] constants = enumClass.getEnumConstants();
            T[] byNumber = Arrays.copyOf(constants, order.size());
            for (int i = 0; i < byNumber.length; i++) {
                String name = order.get(i);
                byNumber[i] = Arrays.stream(constants)
                        .filter(constant -> constant.name().equals(name))
                        .findFirst()
                        .orElse(null);
            }
            return new EnumSerializer<>(enumClass, byNumber);
        }

        @Override
        public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
            if (!(oldSnapshot instanceof EnumSerializerSnapshot<T> old) || !old.className.equals(className)) {
                return TypeSerializerSchemaCompatibility.incompatible(this, oldSnapshot);
            }
            List<String> gone = new ArrayList<>(old.names);
            gone.removeAll(names);
            if (!gone.isEmpty()) {
                return TypeSerializerSchemaCompatibility.incompatible(
                        this + " has lost its constants " + gone + "; bring them back, under any position");
            }
            if (names.subList(0, old.names.size()).equals(old.names)) {
                return TypeSerializerSchemaCompatibility.compatibleAsIs();
            }
            LinkedHashSet<String> oldFirst = new LinkedHashSet<>(old.names);
            oldFirst.addAll(names);
            return TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(
                    numbered(List.copyOf(oldFirst)));
        }

        @Override
        public String toString() {
            return "enum " + className;
        }
    }

    /** Steps over the number of a constant. */
    private static final class NumberSkipper<T> extends ReadingSerializer<T> implements NullTolerant {
        private static final long serialVersionUID = 1L;

        @Override
        public TypeSerializer<T> duplicate() {
            return this;
        }

        @Override
        public T deserialize(DataInputView source) throws IOException {
            VarInt.read(source);
            return null;
        }
    }
}
