package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.List;

/** A Long in eight bytes. Null is not allowed. Compiled programs name its methods, so it declares them all. */
@Internal
public final class LongSerializer extends TypeSerializerSingleton<Long> {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final LongSerializer INSTANCE = new LongSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Long createInstance() {
        return 0L;
    }

    @Override
    public Long copy(Long from) {
        return from;
    }

    @Override
    public Long copy(Long from, Long reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return 8;
    }

    @Override
    public void serialize(Long value, DataOutputView target) throws IOException {
        target.writeLong(value);
    }

    @Override
    public Long deserialize(DataInputView source) throws IOException {
        return source.readLong();
    }

    @Override
    public Long deserialize(Long reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeLong(source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Long> snapshotConfiguration() {
        return new LongSerializerSnapshot();
    }

    /** Without configuration; also reads narrower numbers. */
    public static final class LongSerializerSnapshot extends WideningSnapshot<Long> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public LongSerializerSnapshot() {
            super(
                    () -> INSTANCE,
                    Number::longValue,
                    List.of(ByteSerializer.INSTANCE, ShortSerializer.INSTANCE, IntSerializer.INSTANCE));
        }
    }
}
