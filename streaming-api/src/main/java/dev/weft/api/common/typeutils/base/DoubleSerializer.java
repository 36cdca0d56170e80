package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.List;

/** A Double in eight bytes. Null is not allowed. */
@Internal
public final class DoubleSerializer extends ImmutableSerializer<Double> {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final DoubleSerializer INSTANCE = new DoubleSerializer();

    @Override
    public Double createInstance() {
        return 0d;
    }

    @Override
    public int getLength() {
        return 8;
    }

    @Override
    public void serialize(Double value, DataOutputView target) throws IOException {
        target.writeDouble(value);
    }

    @Override
    public Double deserialize(DataInputView source) throws IOException {
        return source.readDouble();
    }

    @Override
    public TypeSerializerSnapshot<Double> snapshotConfiguration() {
        return new DoubleSerializerSnapshot();
    }

    /** Without configuration; also reads narrower numbers. */
    public static final class DoubleSerializerSnapshot extends WideningSnapshot<Double> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public DoubleSerializerSnapshot() {
            super(
                    () -> INSTANCE,
                    Number::doubleValue,
                    List.of(
                            ByteSerializer.INSTANCE,
                            ShortSerializer.INSTANCE,
                            IntSerializer.INSTANCE,
                            FloatSerializer.INSTANCE));
        }
    }
}
