package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** Null, as one byte: a value without bytes could not be told from the end of a stream. */
@Internal
public final class VoidSerializer extends ImmutableSerializer<Void> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final VoidSerializer INSTANCE = new VoidSerializer();

    @Override
    public Void createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return 1;
    }

    @Override
    public void serialize(Void value, DataOutputView target) throws IOException {
        target.writeByte(0);
    }

    @Override
    public Void deserialize(DataInputView source) throws IOException {
        source.readByte();
        return null;
    }

    @Override
    public TypeSerializerSnapshot<Void> snapshotConfiguration() {
        return new VoidSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class VoidSerializerSnapshot extends SimpleTypeSerializerSnapshot<Void> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public VoidSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
