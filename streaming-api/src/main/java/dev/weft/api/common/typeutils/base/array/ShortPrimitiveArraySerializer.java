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

/** An array of short: length + 1 (variable-length integer; 0 is null), then two bytes an element. */
@Internal
public final class ShortPrimitiveArraySerializer extends TypeSerializerSingleton<short[]> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    public static final ShortPrimitiveArraySerializer INSTANCE = new ShortPrimitiveArraySerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public short[] createInstance() {
        return new short[0];
    }

    @Override
    public short[] copy(short[] from) {
        return from == null ? null : from.clone();
    }

    @Override
    public short[] copy(short[] from, short[] reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(short[] value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        VarInt.write(value.length + 1, target);
        for (short element : value) {
            target.writeShort(element);
        }
    }

    @Override
    public short[] deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        short[] value = new short[header - 1];
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readShort();
        }
        return value;
    }

    @Override
    public short[] deserialize(short[] reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = VarInt.copy(source, target);
        if (header != 0) {
            target.write(source, Math.multiplyExact(header - 1, 2));
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
