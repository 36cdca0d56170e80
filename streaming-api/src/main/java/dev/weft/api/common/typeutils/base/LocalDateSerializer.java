package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.time.LocalDate;

/** A date as year (four bytes), month and day (one each); the lowest year stands for null. */
@Internal
public final class LocalDateSerializer extends ImmutableSerializer<LocalDate> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final LocalDateSerializer INSTANCE = new LocalDateSerializer();

    @Override
    public LocalDate createInstance() {
        return LocalDate.EPOCH;
    }

    @Override
    public int getLength() {
        return 6;
    }

    @Override
    public void serialize(LocalDate value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeInt(Integer.MIN_VALUE);
            target.writeShort(0);
        } else {
            target.writeInt(value.getYear());
            target.writeShort(value.getMonthValue() << 8 | value.getDayOfMonth());
        }
    }

    @Override
    public LocalDate deserialize(DataInputView source) throws IOException {
        int year = source.readInt();
        int monthAndDay = source.readShort();
        return year == Integer.MIN_VALUE ? null : LocalDate.of(year, monthAndDay >> 8, monthAndDay & 0xFF);
    }

    @Override
    public TypeSerializerSnapshot<LocalDate> snapshotConfiguration() {
        return new LocalDateSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class LocalDateSerializerSnapshot extends SimpleTypeSerializerSnapshot<LocalDate> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public LocalDateSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
