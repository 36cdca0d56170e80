package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.time.Instant;

/** An instant as seconds since 1970 (eight bytes) and nanoseconds (four); the lowest number of seconds stands for null. */
@Internal
public final class InstantSerializer extends ImmutableSerializer<Instant> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final InstantSerializer INSTANCE = new InstantSerializer();

    @Override
    public Instant createInstance() {
        return Instant.EPOCH;
    }

    @Override
    public int getLength() {
        return 12;
    }

    @Override
    public void serialize(Instant value, DataOutputView target) throws IOException {
        target.writeLong(value == null ? Long.MIN_VALUE : value.getEpochSecond());
        target.writeInt(value == null ? 0 : value.getNano());
    }

    @Override
    public Instant deserialize(DataInputView source) throws IOException {
        long seconds = source.readLong();
        int nanos = source.readInt();
        return seconds == Long.MIN_VALUE ? null : Instant.ofEpochSecond(seconds, nanos);
    }

    @Override
    public TypeSerializerSnapshot<Instant> snapshotConfiguration() {
        return new InstantSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class InstantSerializerSnapshot extends SimpleTypeSerializerSnapshot<Instant> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public InstantSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
