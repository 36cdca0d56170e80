package dev.weft.api.common.typeutils.base.array;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** An array of float: length + 1 (variable-length integer; 0 is null), then four bytes an element. */
@Internal
public final class FloatPrimitiveArraySerializer extends PrimitiveArraySerializer<float[]> {
    private static final long serialVersionUID = 1L;

    public static final FloatPrimitiveArraySerializer INSTANCE = new FloatPrimitiveArraySerializer();

    public FloatPrimitiveArraySerializer() {
        super(Float.BYTES);
    }

    @Override
    float[] newArray(int length) {
        return new float[length];
    }

    @Override
    int lengthOf(float[] value) {
        return value.length;
    }

    @Override
    void writeElements(float[] value, DataOutputView target) throws IOException {
        for (float element : value) {
            target.writeFloat(element);
        }
    }

    @Override
    void readElements(float[] value, DataInputView source) throws IOException {
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readFloat();
        }
    }

    @Override
    public TypeSerializerSnapshot<float[]> snapshotConfiguration() {
        return new FloatPrimitiveArraySerializerSnapshot();
    }

    /** Without configuration. */
    public static final class FloatPrimitiveArraySerializerSnapshot extends SimpleTypeSerializerSnapshot<float[]> {
        public FloatPrimitiveArraySerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
