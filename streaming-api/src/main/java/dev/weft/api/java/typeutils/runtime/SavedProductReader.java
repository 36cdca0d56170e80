package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.ReadingSerializer;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;

/** Deserializes products in the format of an older schema, whose class has changed or is missing. */
class SavedProductReader<T> extends ReadingSerializer<T> {
    private static final long serialVersionUID = 1L;

    /** Makes a value of fields in the order of the older schema. */
    interface Maker<T> {
        T make(Object[] values) throws IOException;
    }

    private final ProductShape.Kind kind;
    private final String className;
    private final TypeSerializer<?>[] readers;
    private final boolean[] masked;
    private final SubclassSerializers<T> subclasses;
    private final transient Maker<T> maker;
    private final int maskBytes;

    private SavedProductReader(
            ProductShape.Kind kind,
            String className,
            TypeSerializer<?>[] readers,
            boolean[] masked,
            SubclassSerializers<T> subclasses,
            Maker<T> maker) {
        this.kind = kind;
        this.className = className;
        this.readers = readers;
        this.masked = masked;
        this.subclasses = subclasses;
        this.maker = maker;
        int bits = 0;
        for (boolean bit : masked) {
            bits += bit ? 1 : 0;
        }
        maskBytes = (bits + 7) / 8;
    }

    static <T> SavedProductReader<T> of(
            ProductShape.Kind kind,
            String className,
            TypeSerializer<?>[] readers,
            boolean[] masked,
            SubclassSerializers<T> subclasses,
            Maker<T> maker) {
        return kind == ProductShape.Kind.TUPLE
                ? new SavedProductReader<>(kind, className, readers, masked, subclasses, maker)
                : new OfNullable<>(kind, className, readers, masked, subclasses, maker);
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return of(kind, className, ProductSerializer.duplicateAll(readers), masked, subclasses.duplicate(), maker);
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        return switch (kind) {
            case TUPLE -> readTuple(source);
            case RECORD -> source.readByte() == RecordSerializer.NULL ? null : readFields(source);
            case POJO -> readPojo(source);
        };
    }

    private T readTuple(DataInputView source) throws IOException {
        if (readers.length == 0) {
            source.readByte();
        }
        return readFields(source);
    }

    private T readPojo(DataInputView source) throws IOException {
        int header = source.readByte();
        return switch (header) {
            case PojoSerializer.NULL -> null;
            case PojoSerializer.EXACT -> readFields(source);
            case PojoSerializer.SUBCLASS ->
                subclasses.named(source.readUTF(), source.readInt()).deserialize(source);
            case PojoSerializer.REGISTERED ->
                subclasses.numbered(VarInt.read(source)).deserialize(source);
            default -> throw PojoSerializer.corrupt(className, header);
        };
    }

    private T readFields(DataInputView source) throws IOException {
        byte[] nulls = new byte[maskBytes];
        source.readFully(nulls);
        Object[] values = new Object[readers.length];
        int bit = 0;
        for (int i = 0; i < values.length; i++) {
            boolean isNull = masked[i] && (nulls[bit / 8] >> bit % 8 & 1) != 0;
            bit += masked[i] ? 1 : 0;
            values[i] = isNull ? null : readers[i].deserialize(source);
        }
        return maker.make(values);
    }

    @Override
    public final String toString() {
        return "the reader of older values of " + className;
    }

    /** POJOs and records may be null. */
    private static final class OfNullable<T> extends SavedProductReader<T> implements NullTolerant {
        private static final long serialVersionUID = 1L;

        private OfNullable(
                ProductShape.Kind kind,
                String className,
                TypeSerializer<?>[] readers,
                boolean[] masked,
                SubclassSerializers<T> subclasses,
                Maker<T> maker) {
            super(kind, className, readers, masked, subclasses, maker);
        }
    }
}
