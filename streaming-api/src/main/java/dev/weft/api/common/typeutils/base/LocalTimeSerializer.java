package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.time.LocalTime;

/** A time as nanoseconds of the day in eight bytes; -1 stands for null. */
@Internal
public final class LocalTimeSerializer extends ImmutableSerializer<LocalTime> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final LocalTimeSerializer INSTANCE = new LocalTimeSerializer();

    @Override
    public LocalTime createInstance() {
        return LocalTime.MIDNIGHT;
    }

    @Override
    public int getLength() {
        return 8;
    }

    @Override
    public void serialize(LocalTime value, DataOutputView target) throws IOException {
        target.writeLong(value == null ? -1 : value.toNanoOfDay());
    }

    @Override
    public LocalTime deserialize(DataInputView source) throws IOException {
        long nanos = source.readLong();
        return nanos == -1 ? null : LocalTime.ofNanoOfDay(nanos);
    }

    @Override
    public TypeSerializerSnapshot<LocalTime> snapshotConfiguration() {
        return new LocalTimeSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class LocalTimeSerializerSnapshot extends SimpleTypeSerializerSnapshot<LocalTime> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public LocalTimeSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
