package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;

/**
 * Serializes POJOs. One byte says what follows: 0 nothing, the value is null; 1 the fields of a value of exactly the class;
 * 2 the name of a subclass (UTF) and a value as the subclass's own serializer writes it.
 */
@Internal
public final class PojoSerializer<T> extends ProductSerializer<T> implements NullTolerant {
    private static final long serialVersionUID = 1L;
    private static final int NULL = 0;
    private static final int EXACT = 1;
    private static final int SUBCLASS = 2;

    private final SubclassSerializers<T> subclasses;

    /**
     * Creates a serializer.
     *
     * @param fields they may belong to superclasses
     * @param config for the serializers of subclasses
     */
    public PojoSerializer(
            Class<T> type, List<Field> fields, TypeSerializer<?>[] fieldSerializers, SerializerConfig config) {
        this(ProductLayout.of(type, ProductShape.Kind.POJO, fields), fieldSerializers, config);
    }

    PojoSerializer(ProductLayout<T> layout, TypeSerializer<?>[] fieldSerializers, SerializerConfig config) {
        super(layout, fieldSerializers);
        subclasses = new SubclassSerializers<>(layout.type(), config);
    }

    private PojoSerializer(PojoSerializer<T> original) {
        super(original);
        subclasses = original.subclasses.duplicate();
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
                : subclasses.of(from.getClass()).copy(from);
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
            target.writeByte(SUBCLASS);
            target.writeUTF(value.getClass().getName());
            subclasses.of(value.getClass()).serialize(value, target);
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
            case SUBCLASS -> subclasses.named(source.readUTF()).deserialize(source);
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
                target.writeUTF(name);
                subclasses.named(name).copy(source, target);
            }
            default -> throw corrupt(header);
        }
    }

    private IOException corrupt(int header) {
        return new IOException("Corrupt data: a value of " + layout.type().getName() + " starts with " + header
                + ", but only 0, 1 and 2 are known");
    }
}
