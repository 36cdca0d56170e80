package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.sql.Time;

/** A SQL time as milliseconds since 1970 in eight bytes; the lowest number stands for null. */
@Internal
public final class SqlTimeSerializer extends PlainSerializer<Time> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final SqlTimeSerializer INSTANCE = new SqlTimeSerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public Time createInstance() {
        return new Time(0);
    }

    @Override
    public Time copy(Time from) {
        return from == null ? null : new Time(from.getTime());
    }

    @Override
    public int getLength() {
        return 8;
    }

    @Override
    public void serialize(Time value, DataOutputView target) throws IOException {
        target.writeLong(value == null ? Long.MIN_VALUE : value.getTime());
    }

    @Override
    public Time deserialize(DataInputView source) throws IOException {
        long millis = source.readLong();
        return millis == Long.MIN_VALUE ? null : new Time(millis);
    }

    @Override
    public TypeSerializerSnapshot<Time> snapshotConfiguration() {
        return new SqlTimeSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class SqlTimeSerializerSnapshot extends SimpleTypeSerializerSnapshot<Time> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public SqlTimeSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
