package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.List;

/** An Integer in four bytes. Null is not allowed. Compiled programs name its methods, so it declares them all. */
@Internal
public final class IntSerializer extends TypeSerializerSingleton<Integer> {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final IntSerializer INSTANCE = new IntSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Integer createInstance() {
        return 0;
    }

    @Override
    public Integer copy(Integer from) {
        return from;
    }

    @Override
    public Integer copy(Integer from, Integer reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return 4;
    }

    @Override
    public void serialize(Integer value, DataOutputView target) throws IOException {
        target.writeInt(value);
    }

    @Override
    public Integer deserialize(DataInputView source) throws IOException {
        return source.readInt();
    }

    @Override
    public Integer deserialize(Integer reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeInt(source.readInt());
    }

    @Override
    public TypeSerializerSnapshot<Integer> snapshotConfiguration() {
        return new IntSerializerSnapshot();
    }

    /** Without configuration; also reads narrower numbers. */
    public static final class IntSerializerSnapshot extends WideningSnapshot<Integer> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public IntSerializerSnapshot() {
            super(() -> INSTANCE, Number::intValue, List.of(ByteSerializer.INSTANCE, ShortSerializer.INSTANCE));
        }
    }
}
