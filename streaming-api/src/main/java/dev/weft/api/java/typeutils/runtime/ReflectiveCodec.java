package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.spi.ProductCodec;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.types.NullFieldException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** The codec by reflection: for every class that a generated one can't serve, and to compare the generated one with. */
@Internal
public final class ReflectiveCodec<T> implements ProductCodec<T> {
    private final ProductShape<T> shape;
    private final Constructor<T> constructor;
    private final Field[] fields;
    private final TypeSerializer<Object>[] serializers;
    private final boolean[] masked;
    private final boolean[] nullAllowed;
    private final boolean[] shared;
    private final int maskBytes;

    /** Reads and writes values of this shape by reflection. */
    @SuppressWarnings("unchecked") // a field's serializer is of the field's type
    public ReflectiveCodec(ProductShape<T> shape) {
        this.shape = shape;
        constructor = constructorOf(shape);
        constructor.setAccessible(true);
        fields = shape.fields().toArray(Field[]::new);
        serializers = shape.serializers().toArray(TypeSerializer[]::new);
        masked = new boolean[fields.length];
        nullAllowed = new boolean[fields.length];
        shared = new boolean[fields.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i].setAccessible(true);
            masked[i] = shape.masked(i);
            nullAllowed[i] = masked[i] || serializers[i] instanceof NullTolerant;
            shared[i] = serializers[i].isImmutableType();
        }
        maskBytes = (shape.maskedFields() + 7) / 8;
    }

    private static <T> Constructor<T> constructorOf(ProductShape<T> shape) {
        Class<?>[] parameters = shape.kind() == ProductShape.Kind.RECORD
                ? shape.fields().stream().map(Field::getType).toArray(Class<?>[]::new)
                : new Class<?>[0];
        try {
            return shape.type().getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    shape.type().getName() + " has no constructor with parameters " + Arrays.toString(parameters), e);
        }
    }

    @Override
    public void write(T value, DataOutputView target) throws IOException {
        Object[] values = valuesOf(value);
        writeMask(values, target);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                if (masked[i]) {
                    continue;
                }
                checkNullAllowed(i);
            }
            serializers[i].serialize(values[i], target);
        }
    }

    private void checkNullAllowed(int field) {
        if (!nullAllowed[field]) {
            throw new NullFieldException(field);
        }
    }

    private void writeMask(Object[] values, DataOutputView target) throws IOException {
        int bits = 0;
        int used = 0;
        for (int i = 0; i < values.length; i++) {
            if (masked[i]) {
                bits |= (values[i] == null ? 1 : 0) << used;
                if (++used == 8) {
                    target.writeByte(bits);
                    bits = 0;
                    used = 0;
                }
            }
        }
        if (used > 0) {
            target.writeByte(bits);
        }
    }

    @Override
    public T read(DataInputView source) throws IOException {
        return create(readValues(source));
    }

    @Override
    public T read(T reuse, DataInputView source) throws IOException {
        return fill(reuse, readValues(source));
    }

    private Object[] readValues(DataInputView source) throws IOException {
        byte[] nulls = new byte[maskBytes];
        source.readFully(nulls);
        Object[] values = new Object[fields.length];
        int bit = 0;
        for (int i = 0; i < values.length; i++) {
            boolean isNull = masked[i] && (nulls[bit / 8] >> bit % 8 & 1) != 0;
            bit += masked[i] ? 1 : 0;
            values[i] = isNull ? null : serializers[i].deserialize(source);
        }
        return values;
    }

    @Override
    public T copy(T from) {
        return create(copiesOf(from));
    }

    @Override
    public T copy(T from, T reuse) {
        return fill(reuse, copiesOf(from));
    }

    private Object[] copiesOf(T from) {
        Object[] values = valuesOf(from);
        for (int i = 0; i < values.length; i++) {
            if (!shared[i] && values[i] != null) {
                values[i] = serializers[i].copy(values[i]);
            }
        }
        return values;
    }

    private Object[] valuesOf(T value) {
        Object[] values = new Object[fields.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = fields[i].get(value);
            }
        } catch (IllegalAccessException e) {
            throw inaccessible(e);
        }
        return values;
    }

    private T create(Object[] values) {
        try {
            return shape.kind() == ProductShape.Kind.RECORD
                    ? constructor.newInstance(values)
                    : fill(constructor.newInstance(), values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "The constructor of " + shape.type().getName() + " failed for a value that was read or copied",
                    e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw inaccessible(e);
        }
    }

    private T fill(T target, Object[] values) {
        if (shape.kind() == ProductShape.Kind.RECORD) {
            return create(values);
        }
        try {
            for (int i = 0; i < values.length; i++) {
                fields[i].set(target, values[i]);
            }
        } catch (IllegalAccessException e) {
            throw inaccessible(e);
        }
        return target;
    }

    private IllegalStateException inaccessible(ReflectiveOperationException cause) {
        return new IllegalStateException("The fields of " + shape.type().getName() + " can't be reached", cause);
    }
}
