package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.sql.Date;

/** A SQL date as milliseconds since 1970 in eight bytes; the lowest number stands for null. */
@Internal
public final class SqlDateSerializer extends PlainSerializer<Date> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final SqlDateSerializer INSTANCE = new SqlDateSerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public Date createInstance() {
        return new Date(0);
    }

    @Override
    public Date copy(Date from) {
        return from == null ? null : new Date(from.getTime());
    }

    @Override
    public int getLength() {
        return 8;
    }

    @Override
    public void serialize(Date value, DataOutputView target) throws IOException {
        target.writeLong(value == null ? Long.MIN_VALUE : value.getTime());
    }

    @Override
    public Date deserialize(DataInputView source) throws IOException {
        long millis = source.readLong();
        return millis == Long.MIN_VALUE ? null : new Date(millis);
    }

    @Override
    public TypeSerializerSnapshot<Date> snapshotConfiguration() {
        return new SqlDateSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class SqlDateSerializerSnapshot extends SimpleTypeSerializerSnapshot<Date> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public SqlDateSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
