package dev.weft.api.common.typeutils.base.array;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** An array of int: length + 1 (variable-length integer; 0 is null), then four bytes an element. */
@Internal
public final class IntPrimitiveArraySerializer extends PrimitiveArraySerializer<int[]> {
    private static final long serialVersionUID = 1L;

    public static final IntPrimitiveArraySerializer INSTANCE = new IntPrimitiveArraySerializer();

    public IntPrimitiveArraySerializer() {
        super(Integer.BYTES);
    }

    @Override
    int[] newArray(int length) {
        return new int[length];
    }

    @Override
    int lengthOf(int[] value) {
        return value.length;
    }

    @Override
    void writeElements(int[] value, DataOutputView target) throws IOException {
        for (int element : value) {
            target.writeInt(element);
        }
    }

    @Override
    void readElements(int[] value, DataInputView source) throws IOException {
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readInt();
        }
    }

    @Override
    public TypeSerializerSnapshot<int[]> snapshotConfiguration() {
        return new IntPrimitiveArraySerializerSnapshot();
    }

    /** Without configuration. */
    public static final class IntPrimitiveArraySerializerSnapshot extends SimpleTypeSerializerSnapshot<int[]> {
        public IntPrimitiveArraySerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
