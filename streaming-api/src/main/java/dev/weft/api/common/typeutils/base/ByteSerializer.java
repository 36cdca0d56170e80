package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** A Byte in one byte. Null is not allowed. Compiled programs name its methods, so it declares them all. */
@Internal
public final class ByteSerializer extends TypeSerializerSingleton<Byte> {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final ByteSerializer INSTANCE = new ByteSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Byte createInstance() {
        return (byte) 0;
    }

    @Override
    public Byte copy(Byte from) {
        return from;
    }

    @Override
    public Byte copy(Byte from, Byte reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return 1;
    }

    @Override
    public void serialize(Byte value, DataOutputView target) throws IOException {
        target.writeByte(value);
    }

    @Override
    public Byte deserialize(DataInputView source) throws IOException {
        return source.readByte();
    }

    @Override
    public Byte deserialize(Byte reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeByte(source.readByte());
    }

    @Override
    public TypeSerializerSnapshot<Byte> snapshotConfiguration() {
        return new ByteSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class ByteSerializerSnapshot extends SimpleTypeSerializerSnapshot<Byte> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public ByteSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
