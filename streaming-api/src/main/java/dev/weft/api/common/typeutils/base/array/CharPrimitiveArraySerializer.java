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

/** An array of char: length + 1 (variable-length integer; 0 is null), then two bytes an element. */
@Internal
public final class CharPrimitiveArraySerializer extends TypeSerializerSingleton<char[]> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    public static final CharPrimitiveArraySerializer INSTANCE = new CharPrimitiveArraySerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public char[] createInstance() {
        return new char[0];
    }

    @Override
    public char[] copy(char[] from) {
        return from == null ? null : from.clone();
    }

    @Override
    public char[] copy(char[] from, char[] reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(char[] value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        VarInt.write(value.length + 1, target);
        for (char element : value) {
            target.writeChar(element);
        }
    }

    @Override
    public char[] deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        char[] value = new char[header - 1];
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readChar();
        }
        return value;
    }

    @Override
    public char[] deserialize(char[] reuse, DataInputView source) throws IOException {
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
    public TypeSerializerSnapshot<char[]> snapshotConfiguration() {
        return new CharPrimitiveArraySerializerSnapshot();
    }

    /** Without configuration. */
    public static final class CharPrimitiveArraySerializerSnapshot extends SimpleTypeSerializerSnapshot<char[]> {
        public CharPrimitiveArraySerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
