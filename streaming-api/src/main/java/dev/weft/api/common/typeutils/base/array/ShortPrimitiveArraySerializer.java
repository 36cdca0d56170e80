package dev.weft.api.common.typeutils.base.array;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** An array of short: length + 1 (variable-length integer; 0 is null), then two bytes an element. */
@Internal
public final class ShortPrimitiveArraySerializer extends PrimitiveArraySerializer<short[]> {
    private static final long serialVersionUID = 1L;

    public static final ShortPrimitiveArraySerializer INSTANCE = new ShortPrimitiveArraySerializer();

    public ShortPrimitiveArraySerializer() {
        super(Short.BYTES);
    }

    @Override
    short[] newArray(int length) {
        return new short[length];
    }

    @Override
    int lengthOf(short[] value) {
        return value.length;
    }

    @Override
    void writeElements(short[] value, DataOutputView target) throws IOException {
        for (short element : value) {
            target.writeShort(element);
        }
    }

    @Override
    void readElements(short[] value, DataInputView source) throws IOException {
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readShort();
        }
    }

    @Override
    public TypeSerializerSnapshot<short[]> snapshotConfiguration() {
        return new ShortPrimitiveArraySerializerSnapshot();
    }

    /** Without configuration. */
    public static final class ShortPrimitiveArraySerializerSnapshot extends SimpleTypeSerializerSnapshot<short[]> {
        public ShortPrimitiveArraySerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
