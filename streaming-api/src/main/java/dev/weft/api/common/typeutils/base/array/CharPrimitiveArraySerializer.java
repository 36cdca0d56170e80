package dev.weft.api.common.typeutils.base.array;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** An array of char: length + 1 (variable-length integer; 0 is null), then two bytes an element. */
@Internal
public final class CharPrimitiveArraySerializer extends PrimitiveArraySerializer<char[]> {
    private static final long serialVersionUID = 1L;

    public static final CharPrimitiveArraySerializer INSTANCE = new CharPrimitiveArraySerializer();

    public CharPrimitiveArraySerializer() {
        super(Character.BYTES);
    }

    @Override
    char[] newArray(int length) {
        return new char[length];
    }

    @Override
    int lengthOf(char[] value) {
        return value.length;
    }

    @Override
    void writeElements(char[] value, DataOutputView target) throws IOException {
        for (char element : value) {
            target.writeChar(element);
        }
    }

    @Override
    void readElements(char[] value, DataInputView source) throws IOException {
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readChar();
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
