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

/** An array of int: length + 1 (variable-length integer; 0 is null), then four bytes an element. */
@Internal
public final class IntPrimitiveArraySerializer extends TypeSerializerSingleton<int[]> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    public static final IntPrimitiveArraySerializer INSTANCE = new IntPrimitiveArraySerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public int[] createInstance() {
        return new int[0];
    }

    @Override
    public int[] copy(int[] from) {
        return from == null ? null : from.clone();
    }

    @Override
    public int[] copy(int[] from, int[] reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(int[] value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        VarInt.write(value.length + 1, target);
        for (int element : value) {
            target.writeInt(element);
        }
    }

    @Override
    public int[] deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        int[] value = new int[header - 1];
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readInt();
        }
        return value;
    }

    @Override
    public int[] deserialize(int[] reuse, DataInputView source) throws IOException {
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
