package dev.weft.api.common.typeutils.base.array;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** An array of long: length + 1 (variable-length integer; 0 is null), then eight bytes an element. */
@Internal
public final class LongPrimitiveArraySerializer extends PrimitiveArraySerializer<long[]> {
    private static final long serialVersionUID = 1L;

    public static final LongPrimitiveArraySerializer INSTANCE = new LongPrimitiveArraySerializer();

    public LongPrimitiveArraySerializer() {
        super(Long.BYTES);
    }

    @Override
    long[] newArray(int length) {
        return new long[length];
    }

    @Override
    int lengthOf(long[] value) {
        return value.length;
    }

    @Override
    void writeElements(long[] value, DataOutputView target) throws IOException {
        for (long element : value) {
            target.writeLong(element);
        }
    }

    @Override
    void readElements(long[] value, DataInputView source) throws IOException {
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readLong();
        }
    }

    @Override
    public TypeSerializerSnapshot<long[]> snapshotConfiguration() {
        return new LongPrimitiveArraySerializerSnapshot();
    }

    /** Without configuration. */
    public static final class LongPrimitiveArraySerializerSnapshot extends SimpleTypeSerializerSnapshot<long[]> {
        public LongPrimitiveArraySerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
