package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;

/** Serializes Java records: one byte that is 0 for null and else 1, then the components. */
@Internal
public final class RecordSerializer<T> extends ProductSerializer<T> implements NullTolerant {
    private static final long serialVersionUID = 1L;
    static final int NULL = 0;
    static final int PRESENT = 1;

    private final boolean immutable;

    /** Creates a serializer; the fields come in the order of the components. */
    public RecordSerializer(Class<T> type, List<Field> fields, TypeSerializer<?>[] fieldSerializers) {
        this(ProductLayout.of(type, ProductShape.Kind.RECORD, fields), fieldSerializers);
    }

    RecordSerializer(ProductLayout<T> layout, TypeSerializer<?>[] fieldSerializers) {
        super(layout, fieldSerializers);
        immutable = allFieldsImmutable();
    }

    private RecordSerializer(RecordSerializer<T> original) {
        super(original);
        immutable = original.immutable;
    }

    @Override
    public boolean isImmutableType() {
        return immutable;
    }

    @Override
    public RecordSerializer<T> duplicate() {
        return new RecordSerializer<>(this);
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from == null || immutable ? from : codec().copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(NULL);
        } else {
            target.writeByte(PRESENT);
            codec().write(value, target);
        }
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return source.readByte() == NULL ? null : codec().read(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = source.readByte();
        target.writeByte(header);
        if (header != NULL) {
            copyFields(source, target);
        }
    }
}
