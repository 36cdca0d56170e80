package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.sql.Timestamp;

/** A SQL timestamp as milliseconds since 1970 (eight bytes) and nanoseconds of the second (four); the lowest number stands for null. */
@Internal
public final class SqlTimestampSerializer extends PlainSerializer<Timestamp> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final SqlTimestampSerializer INSTANCE = new SqlTimestampSerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public Timestamp createInstance() {
        return new Timestamp(0);
    }

    @Override
    public Timestamp copy(Timestamp from) {
        return from == null ? null : (Timestamp) from.clone();
    }

    @Override
    public int getLength() {
        return 12;
    }

    @Override
    public void serialize(Timestamp value, DataOutputView target) throws IOException {
        target.writeLong(value == null ? Long.MIN_VALUE : value.getTime());
        target.writeInt(value == null ? 0 : value.getNanos());
    }

    @Override
    public Timestamp deserialize(DataInputView source) throws IOException {
        long millis = source.readLong();
        int nanos = source.readInt();
        if (millis == Long.MIN_VALUE) {
            return null;
        }
        Timestamp timestamp = new Timestamp(millis);
        timestamp.setNanos(nanos);
        return timestamp;
    }

    @Override
    public TypeSerializerSnapshot<Timestamp> snapshotConfiguration() {
        return new SqlTimestampSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class SqlTimestampSerializerSnapshot extends SimpleTypeSerializerSnapshot<Timestamp> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public SqlTimestampSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
