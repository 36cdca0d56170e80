package dev.weft.api.common.typeutils.base.array;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.base.TypeSerializerSingleton;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;

/** An array of float: length + 1 (variable-length integer; 0 is null), then four bytes an element. */
@Internal
public final class FloatPrimitiveArraySerializer extends TypeSerializerSingleton<float[]> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    public static final FloatPrimitiveArraySerializer INSTANCE = new FloatPrimitiveArraySerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public float[] createInstance() {
        return new float[0];
    }

    @Override
    public float[] copy(float[] from) {
        return from == null ? null : from.clone();
    }

    @Override
    public float[] copy(float[] from, float[] reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(float[] value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        VarInt.write(value.length + 1, target);
        for (float element : value) {
            target.writeFloat(element);
        }
    }

    @Override
    public float[] deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        float[] value = new float[header - 1];
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readFloat();
        }
        return value;
    }

    @Override
    public float[] deserialize(float[] reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = VarInt.copy(source, target);
        if (header != 0) {
            target.write(source, Math.multiplyExact(header - 1, 4));
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
