package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.List;

/** A Float in four bytes. Null is not allowed. */
@Internal
public final class FloatSerializer extends ImmutableSerializer<Float> {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final FloatSerializer INSTANCE = new FloatSerializer();

    @Override
    public Float createInstance() {
        return 0f;
    }

    @Override
    public int getLength() {
        return 4;
    }

    @Override
    public void serialize(Float value, DataOutputView target) throws IOException {
        target.writeFloat(value);
    }

    @Override
    public Float deserialize(DataInputView source) throws IOException {
        return source.readFloat();
    }

    @Override
    public TypeSerializerSnapshot<Float> snapshotConfiguration() {
        return new FloatSerializerSnapshot();
    }

    /** Without configuration; also reads narrower numbers. */
    public static final class FloatSerializerSnapshot extends WideningSnapshot<Float> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public FloatSerializerSnapshot() {
            super(() -> INSTANCE, Number::floatValue, List.of(ByteSerializer.INSTANCE, ShortSerializer.INSTANCE));
        }
    }
}
