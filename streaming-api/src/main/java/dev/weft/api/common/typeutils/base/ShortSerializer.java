package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.List;

/** A Short in two bytes. Null is not allowed. */
@Internal
public final class ShortSerializer extends ImmutableSerializer<Short> {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final ShortSerializer INSTANCE = new ShortSerializer();

    @Override
    public Short createInstance() {
        return (short) 0;
    }

    @Override
    public int getLength() {
        return 2;
    }

    @Override
    public void serialize(Short value, DataOutputView target) throws IOException {
        target.writeShort(value);
    }

    @Override
    public Short deserialize(DataInputView source) throws IOException {
        return source.readShort();
    }

    @Override
    public TypeSerializerSnapshot<Short> snapshotConfiguration() {
        return new ShortSerializerSnapshot();
    }

    /** Without configuration; also reads narrower numbers. */
    public static final class ShortSerializerSnapshot extends WideningSnapshot<Short> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public ShortSerializerSnapshot() {
            super(() -> INSTANCE, Number::shortValue, List.of(ByteSerializer.INSTANCE));
        }
    }
}
