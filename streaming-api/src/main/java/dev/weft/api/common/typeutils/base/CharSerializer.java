package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** A Character in two bytes. Null is not allowed. */
@Internal
public final class CharSerializer extends ImmutableSerializer<Character> {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final CharSerializer INSTANCE = new CharSerializer();

    @Override
    public Character createInstance() {
        return (char) 0;
    }

    @Override
    public int getLength() {
        return 2;
    }

    @Override
    public void serialize(Character value, DataOutputView target) throws IOException {
        target.writeChar(value);
    }

    @Override
    public Character deserialize(DataInputView source) throws IOException {
        return source.readChar();
    }

    @Override
    public TypeSerializerSnapshot<Character> snapshotConfiguration() {
        return new CharSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class CharSerializerSnapshot extends SimpleTypeSerializerSnapshot<Character> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public CharSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
