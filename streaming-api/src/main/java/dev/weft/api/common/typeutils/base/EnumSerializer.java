package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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

    public EnumSerializer(Class<T> enumClass) {
        this(enumClass, enumClass.getEnumConstants());
    }

    private EnumSerializer(Class<T> enumClass, T[] byNumber) {
        this.enumClass = Objects.requireNonNull(enumClass);
        this.byNumber = byNumber;
        this.numberByOrdinal = new int[byNumber.length];
        for (int i = 0; i < byNumber.length; i++) {
            numberByOrdinal[byNumber[i].ordinal()] = i;
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
        return number == 0 ? null : byNumber[number - 1];
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
    public static final class EnumSerializerSnapshot<T extends Enum<T>> implements TypeSerializerSnapshot<T> {
        private Class<T> enumClass;
        private List<String> names;

        public EnumSerializerSnapshot() {}

        private EnumSerializerSnapshot(EnumSerializer<T> serializer) {
            enumClass = serializer.enumClass;
            names = Arrays.stream(serializer.byNumber).map(Enum::name).toList();
        }

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(enumClass.getName());
            out.writeInt(names.size());
            for (String name : names) {
                out.writeUTF(name);
            }
        }

        @Override
        public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader) throws IOException {
            enumClass = ClassNames.find(in.readUTF(), loader);
            int count = in.readInt();
            List<String> read = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                read.add(in.readUTF());
            }
            names = read;
        }

        @Override
        public TypeSerializer<T> restoreSerializer() {
            return withNumbersOf(names);
        }

        /** Old numbers first, then constants that are new. */
        private EnumSerializer<T> withNumbersOf(List<String> oldNames) {
            T[] constants = enumClass.getEnumConstants().clone();
            List<String> order = new ArrayList<>(oldNames);
            Arrays.stream(constants)
                    .map(Enum::name)
                    .filter(name -> !order.contains(name))
                    .forEach(order::add);
            for (int i = 0; i < constants.length; i++) {
                constants[i] = Enum.valueOf(enumClass, order.get(i));
            }
            return new EnumSerializer<>(enumClass, constants);
        }

        @Override
        public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
            if (!(oldSnapshot instanceof EnumSerializerSnapshot<T> old)
                    || !old.enumClass.getName().equals(enumClass.getName())
                    || !names.containsAll(old.names)) {
                return TypeSerializerSchemaCompatibility.incompatible();
            }
            return names.subList(0, old.names.size()).equals(old.names)
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(withNumbersOf(old.names));
        }
    }
}
