package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.api.java.typeutils.KeyRules;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

/**
 * Serializes POJOs. One byte says what follows: 0 nothing, the value is null; 1 the fields of a value of exactly the class;
 * 2 the name of a subclass (UTF), a checksum of its fields (int) and a value as the subclass's own serializer writes it; 3 the number of a registered subclass
 * (variable-length integer) and such a value.
 */
@Internal
public final class PojoSerializer<T> extends ProductSerializer<T> implements NullTolerant {
    private static final long serialVersionUID = 1L;
    static final int NULL = 0;
    static final int EXACT = 1;
    static final int SUBCLASS = 2;
    static final int REGISTERED = 3;

    private final SubclassSerializers<T> subclasses;

    /**
     * Creates a serializer.
     *
     * @param fields they may belong to superclasses
     * @param config for the serializers of subclasses
     */
    public PojoSerializer(
            Class<T> type, List<Field> fields, TypeSerializer<?>[] fieldSerializers, SerializerConfig config) {
        this(
                ProductLayout.of(type, ProductShape.Kind.POJO, fields),
                fieldSerializers,
                SubclassSerializers.of(type, config));
    }

    PojoSerializer(ProductLayout<T> layout, TypeSerializer<?>[] fieldSerializers, SubclassSerializers<T> subclasses) {
        super(layout, fieldSerializers);
        this.subclasses = subclasses;
    }

    private PojoSerializer(PojoSerializer<T> original) {
        super(original);
        subclasses = original.subclasses.duplicate();
    }

    SubclassSerializers<T> subclasses() {
        return subclasses;
    }

    @Override
    List<String> registeredSubclasses() {
        return subclasses.registered();
    }

    /** The class's own {@code equals} is not trusted with arrays, which few compare by content. */
    @Override
    public KeyEquality equality() {
        boolean hasIdentity =
                Arrays.stream(fieldSerializers).anyMatch(each -> KeyEquality.of(each) == KeyEquality.IDENTITY);
        return hasIdentity ? KeyEquality.IDENTITY : KeyRules.equalityOf(layout.type());
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public PojoSerializer<T> duplicate() {
        return new PojoSerializer<>(this);
    }

    @Override
    public T createInstance() {
        try {
            return layout.type().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(layout.type().getName() + " can't be created", e);
        }
    }

    @Override
    public T copy(T from) {
        if (from == null) {
            return null;
        }
        return from.getClass() == layout.type()
                ? codec().copy(from)
                : subclasses.of(from.getClass()).serializer().copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        boolean fits =
                from != null && reuse != null && from.getClass() == layout.type() && reuse.getClass() == layout.type();
        return fits ? codec().copy(from, reuse) : copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(NULL);
        } else if (value.getClass() == layout.type()) {
            target.writeByte(EXACT);
            codec().write(value, target);
        } else {
            SubclassSerializers.Known<T> known = subclasses.of(value.getClass());
            if (known.number() >= 0) {
                target.writeByte(REGISTERED);
                VarInt.write(known.number(), target);
            } else {
                target.writeByte(SUBCLASS);
                target.writeUTF(value.getClass().getName());
                target.writeInt(known.schema());
            }
            known.serializer().serialize(value, target);
        }
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        int header = source.readByte();
        return header == EXACT ? codec().read(source) : readOther(header, source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        int header = source.readByte();
        if (header != EXACT) {
            return readOther(header, source);
        }
        return reuse != null && reuse.getClass() == layout.type() ? codec().read(reuse, source) : codec().read(source);
    }

    private T readOther(int header, DataInputView source) throws IOException {
        return switch (header) {
            case NULL -> null;
            case SUBCLASS ->
                subclasses.named(source.readUTF(), source.readInt()).deserialize(source);
            case REGISTERED -> subclasses.numbered(VarInt.read(source)).deserialize(source);
            default -> throw corrupt(header);
        };
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = source.readByte();
        target.writeByte(header);
        switch (header) {
            case NULL -> {}
            case EXACT -> copyFields(source, target);
            case SUBCLASS -> {
                String name = source.readUTF();
                int schema = source.readInt();
                target.writeUTF(name);
                target.writeInt(schema);
                subclasses.named(name, schema).copy(source, target);
            }
            case REGISTERED -> subclasses.numbered(VarInt.copy(source, target)).copy(source, target);
            default -> throw corrupt(header);
        }
    }

    private IOException corrupt(int header) {
        return corrupt(layout.type().getName(), header);
    }

    static IOException corrupt(String type, int header) {
        return new IOException(
                "Corrupt data: a value of " + type + " starts with " + header + ", but only 0 to 3 are known");
    }
}
