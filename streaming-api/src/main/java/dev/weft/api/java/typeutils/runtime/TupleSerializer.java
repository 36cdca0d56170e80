package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * Serializes tuples as their fields one after the other. Neither a tuple nor a field may be null, unless the field's own
 * serializer takes null (texts do).
 */
@Internal
public final class TupleSerializer<T extends Tuple> extends ProductSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final boolean isEmptyTuple;

    /**
     * Writes tuples of this class field by field.
     *
     * @param fieldSerializers one a field, in order
     */
    public TupleSerializer(Class<T> tupleClass, TypeSerializer<?>[] fieldSerializers) {
        this(
                ProductLayout.of(tupleClass, ProductShape.Kind.TUPLE, fieldsOf(tupleClass, fieldSerializers.length)),
                fieldSerializers);
    }

    TupleSerializer(ProductLayout<T> layout, TypeSerializer<?>[] fieldSerializers) {
        super(layout, fieldSerializers);
        isEmptyTuple = fieldSerializers.length == 0;
    }

    private TupleSerializer(TupleSerializer<T> original) {
        super(original);
        isEmptyTuple = original.isEmptyTuple;
    }

    private static List<Field> fieldsOf(Class<?> tupleClass, int arity) {
        List<Field> fields = new ArrayList<>();
        try {
            for (int i = 0; i < arity; i++) {
                fields.add(tupleClass.getField("f" + i));
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(tupleClass.getName() + " is no tuple of " + arity + " fields", e);
        }
        return fields;
    }

    @Override
    public boolean isImmutableType() {
        return isEmptyTuple;
    }

    @Override
    public TupleSerializer<T> duplicate() {
        return new TupleSerializer<>(this);
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
        return codec().copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return codec().copy(from, reuse);
    }

    @Override
    public int getLength() {
        int sum = 0;
        for (TypeSerializer<?> serializer : fieldSerializers) {
            int length = serializer.getLength();
            if (length < 0) {
                return -1;
            }
            sum += length;
        }
        return isEmptyTuple ? 1 : sum;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        if (isEmptyTuple) {
            target.writeByte(0);
        } else {
            codec().write(value, target);
        }
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        if (isEmptyTuple) {
            source.readByte();
        }
        return codec().read(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        if (isEmptyTuple) {
            source.readByte();
        }
        return codec().read(reuse, source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        if (isEmptyTuple) {
            target.writeByte(source.readByte());
        } else {
            copyFields(source, target);
        }
    }
}
